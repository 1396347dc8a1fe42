using System.Runtime.InteropServices;

namespace OpenCvSharp;

/// <summary>Three bytes: an element of <see cref="MatType.CV_8UC3"/>.</summary>
/// <param name="Item0">The first (blue).</param>
/// <param name="Item1">The second (green).</param>
/// <param name="Item2">The third (red).</param>
[StructLayout(LayoutKind.Sequential)]
public record struct Vec3b(byte Item0, byte Item1, byte Item2)
{
    /// <summary>The first (blue).</summary>
    public byte Item0 = Item0;

    /// <summary>The second (green).</summary>
    public byte Item1 = Item1;

    /// <summary>The third (red).</summary>
    public byte Item2 = Item2;
}
