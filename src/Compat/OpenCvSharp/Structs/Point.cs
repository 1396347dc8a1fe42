using System.Runtime.InteropServices;

namespace OpenCvSharp;

/// <summary>A pixel's position.</summary>
/// <param name="X">The column.</param>
/// <param name="Y">The row.</param>
[StructLayout(LayoutKind.Sequential)]
public record struct Point(int X, int Y)
{
    /// <summary>The column.</summary>
    public int X = X;

    /// <summary>The row.</summary>
    public int Y = Y;

    /// <summary>A point of the whole parts of these numbers.</summary>
    public Point(double x, double y)
        : this((int)x, (int)y)
    {
    }
}
