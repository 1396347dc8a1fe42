namespace StreamColorizer.Core.Live;

/// <summary>
/// Whether a camera shows color (day) or infrared gray (night). Two thresholds and a time between them keep it from
/// flapping: dusk, a colored lamp that passes, or noise do not switch it.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class DayNightPolicy(TimeProvider time)
{
    /// <summary>Share of colored chroma samples above which a picture counts as color.</summary>
    public const double ColorFrom = .01;

    /// <summary>Share below which it counts as gray.</summary>
    public const double GrayBelow = .002;

    /// <summary>How long the other must hold before the feed switches.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(3);

    private bool? _color;
    private long? _differsSince;

    /// <summary>Times that the feed switched.</summary>
    public int Switches { get; private set; }

    /// <summary>Told with each frame; the answer is for that frame.</summary>
    /// <param name="coloredShare">Share of chroma samples that are not near gray, 0 to 1.</param>
    public bool Frame(double coloredShare)
    {
        if (_color is not { } color)
        {
            _color = coloredShare >= ColorFrom;
            return _color.Value;
        }

        var differs = color ? coloredShare < GrayBelow : coloredShare >= ColorFrom;
        if (!differs)
            _differsSince = null;
        else if (time.GetElapsedTime(_differsSince ??= time.GetTimestamp()) >= Hold)
        {
            _color = !color;
            _differsSince = null;
            Switches++;
        }

        return _color.Value;
    }

    /// <summary>Share of chroma samples whose Cb and Cr together are more than 14 levels from gray (8 bit).</summary>
    /// <param name="cb">Blue differences.</param>
    /// <param name="cr">Red differences.</param>
    public static double ColoredShare(ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr)
    {
        const int gray = 128, tolerance = 14, step = 5;
        int colored = 0, seen = 0;
        for (var i = 0; i < cb.Length; i += step, seen++)
        {
            if (Math.Abs(cb[i] - gray) + Math.Abs(cr[i] - gray) > tolerance)
                colored++;
        }

        return seen == 0 ? 0 : (double)colored / seen;
    }
}
