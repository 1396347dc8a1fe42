namespace OpenCvSharp;

/// <summary>Depth and number of channels of a matrix element, as OpenCV 4 numbers them.</summary>
/// <param name="Value">OpenCV's number.</param>
public readonly record struct MatType(int Value)
{
    private const int ChannelShift = 3, DepthMask = (1 << ChannelShift) - 1, MaxChannels = 512;

    /// <summary>Unsigned bytes.</summary>
    public const int CV_8U = 0;

    /// <summary>Signed bytes.</summary>
    public const int CV_8S = 1;

    /// <summary>Unsigned 16 bit.</summary>
    public const int CV_16U = 2;

    /// <summary>Signed 16 bit.</summary>
    public const int CV_16S = 3;

    /// <summary>Signed 32 bit.</summary>
    public const int CV_32S = 4;

    /// <summary>Single precision.</summary>
    public const int CV_32F = 5;

    /// <summary>Double precision.</summary>
    public const int CV_64F = 6;

    /// <summary>One unsigned byte.</summary>
    public static readonly MatType CV_8UC1 = CV_8UC(1);

    /// <summary>Two unsigned bytes.</summary>
    public static readonly MatType CV_8UC2 = CV_8UC(2);

    /// <summary>Three unsigned bytes (B, G, R in pictures).</summary>
    public static readonly MatType CV_8UC3 = CV_8UC(3);

    /// <summary>Four unsigned bytes.</summary>
    public static readonly MatType CV_8UC4 = CV_8UC(4);

    /// <summary>One unsigned 16-bit number.</summary>
    public static readonly MatType CV_16UC1 = CV_16UC(1);

    /// <summary>Three unsigned 16-bit numbers.</summary>
    public static readonly MatType CV_16UC3 = CV_16UC(3);

    /// <summary>Four unsigned 16-bit numbers.</summary>
    public static readonly MatType CV_16UC4 = CV_16UC(4);

    /// <summary>One float.</summary>
    public static readonly MatType CV_32FC1 = CV_32FC(1);

    /// <summary>Two floats.</summary>
    public static readonly MatType CV_32FC2 = CV_32FC(2);

    /// <summary>Three floats.</summary>
    public static readonly MatType CV_32FC3 = CV_32FC(3);

    /// <summary>The depth: CV_8U … CV_64F.</summary>
    public int Depth => Value & DepthMask;

    /// <summary>The number of channels, from 1.</summary>
    public int Channels => (Value >> ChannelShift) + 1;

    /// <summary>From OpenCV's number.</summary>
    public static implicit operator MatType(int value) => new(value);

    /// <summary>To OpenCV's number.</summary>
    public static explicit operator int(MatType type) => type.Value;

    /// <summary>Unsigned bytes in so many channels.</summary>
    public static MatType CV_8UC(int ch) => MakeType(CV_8U, ch);

    /// <summary>Unsigned 16 bit in so many channels.</summary>
    public static MatType CV_16UC(int ch) => MakeType(CV_16U, ch);

    /// <summary>Floats in so many channels.</summary>
    public static MatType CV_32FC(int ch) => MakeType(CV_32F, ch);

    /// <summary>A type from its parts.</summary>
    /// <param name="depth">CV_8U … CV_64F.</param>
    /// <param name="channels">1 to 511.</param>
    public static MatType MakeType(int depth, int channels)
    {
        if (channels is <= 0 or >= MaxChannels)
            throw new OpenCvSharpException($"The number of channels must be 1 to {MaxChannels - 1}, not {channels}.");
        if (depth is < 0 or > DepthMask)
            throw new OpenCvSharpException($"The depth must be 0 to {DepthMask}, not {depth}.");
        return new MatType(depth | ((channels - 1) << ChannelShift));
    }
}
