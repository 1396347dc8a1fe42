namespace OpenCvSharp;

/// <summary>How a picture is read.</summary>
public enum ImreadModes
{
    /// <summary>As it is: depth, channels, alpha.</summary>
    Unchanged = -1,

    /// <summary>One channel, 8 bit.</summary>
    Grayscale = 0,

    /// <summary>B, G, R, 8 bit.</summary>
    Color = 1,

    /// <summary>16 bit stay 16 bit; can be combined with Color.</summary>
    AnyDepth = 2,

    /// <summary>Do not turn the picture by its EXIF orientation.</summary>
    IgnoreOrientation = 128,
}
