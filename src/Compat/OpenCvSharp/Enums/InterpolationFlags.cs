namespace OpenCvSharp;

/// <summary>How pixels between pixels are found.</summary>
public enum InterpolationFlags
{
    /// <summary>The nearest pixel.</summary>
    Nearest = 0,

    /// <summary>Bilinear.</summary>
    Linear = 1,

    /// <summary>Bicubic over 4×4 pixels.</summary>
    Cubic = 2,

    /// <summary>The mean of the covered area; the choice for shrinking.</summary>
    Area = 3,

    /// <summary>Lanczos over 8×8 pixels.</summary>
    Lanczos4 = 4,

    /// <summary>Bilinear, equal to the bit on every machine.</summary>
    LinearExact = 5,
}
