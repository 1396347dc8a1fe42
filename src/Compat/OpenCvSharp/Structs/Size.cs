using System.Runtime.InteropServices;

namespace OpenCvSharp;

/// <summary>A size in pixels.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
[StructLayout(LayoutKind.Sequential)]
public record struct Size(int Width, int Height)
{
    /// <summary>Columns.</summary>
    public int Width = Width;

    /// <summary>Rows.</summary>
    public int Height = Height;

    /// <summary>A size of whole parts of these numbers.</summary>
    public Size(double width, double height)
        : this((int)width, (int)height)
    {
    }
}
