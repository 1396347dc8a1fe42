using System.Runtime.InteropServices;

namespace OpenCvSharp;

/// <summary>Up to four channel values; in pictures B, G, R, alpha.</summary>
/// <param name="Val0">The first.</param>
/// <param name="Val1">The second.</param>
/// <param name="Val2">The third.</param>
/// <param name="Val3">The fourth.</param>
[StructLayout(LayoutKind.Sequential)]
public record struct Scalar(double Val0, double Val1, double Val2, double Val3)
{
    /// <summary>The first.</summary>
    public double Val0 = Val0;

    /// <summary>The second.</summary>
    public double Val1 = Val1;

    /// <summary>The third.</summary>
    public double Val2 = Val2;

    /// <summary>The fourth.</summary>
    public double Val3 = Val3;

    /// <summary>One value, the others 0.</summary>
    public Scalar(double v0)
        : this(v0, 0, 0, 0)
    {
    }

    /// <summary>Two values, the others 0.</summary>
    public Scalar(double v0, double v1)
        : this(v0, v1, 0, 0)
    {
    }

    /// <summary>Three values, the fourth 0.</summary>
    public Scalar(double v0, double v1, double v2)
        : this(v0, v1, v2, 0)
    {
    }

    /// <summary>The value of a channel, 0 to 3.</summary>
    public readonly double this[int i] => i switch
    {
        0 => Val0,
        1 => Val1,
        2 => Val2,
        3 => Val3,
        _ => throw new ArgumentOutOfRangeException(nameof(i), i, "A Scalar has the channels 0 to 3."),
    };

    /// <summary>The same value four times.</summary>
    public static Scalar All(double v) => new(v, v, v, v);

    /// <summary>A color by red, green and blue, 0 to 255, in OpenCV's order.</summary>
    public static Scalar FromRgb(int r, int g, int b) => new(b, g, r);
}
