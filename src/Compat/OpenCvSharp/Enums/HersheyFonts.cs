namespace OpenCvSharp;

/// <summary>OpenCV's stroke fonts.</summary>
public enum HersheyFonts
{
    /// <summary>Sans serif.</summary>
    HersheySimplex = 0,

    /// <summary>Small sans serif.</summary>
    HersheyPlain = 1,

    /// <summary>Sans serif with double strokes.</summary>
    HersheyDuplex = 2,

    /// <summary>Serif.</summary>
    HersheyComplex = 3,
}
