using System.Runtime.InteropServices;

namespace OpenCvSharp;

/// <summary>An upright rectangle of pixels.</summary>
/// <param name="X">The left column.</param>
/// <param name="Y">The top row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
[StructLayout(LayoutKind.Sequential)]
public record struct Rect(int X, int Y, int Width, int Height)
{
    /// <summary>The left column.</summary>
    public int X = X;

    /// <summary>The top row.</summary>
    public int Y = Y;

    /// <summary>Columns.</summary>
    public int Width = Width;

    /// <summary>Rows.</summary>
    public int Height = Height;

    /// <summary>A rectangle from its corner and size.</summary>
    public Rect(Point location, Size size)
        : this(location.X, location.Y, size.Width, size.Height)
    {
    }

    /// <summary>The column right of the rectangle.</summary>
    public readonly int Right => X + Width;

    /// <summary>The row below the rectangle.</summary>
    public readonly int Bottom => Y + Height;
}
