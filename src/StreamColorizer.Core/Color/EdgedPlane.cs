using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamColorizer.Core.Color;

/// <summary>
/// A small plane whose outermost cells are repeated beyond its edges, so that a window of 3×3 cells lies over any of them;
/// eight cells of a row are read or written at once, and what is written behind a row's end counts for nothing.
/// </summary>
/// <param name="height">Rows.</param>
/// <param name="width">Columns.</param>
internal sealed class EdgedPlane(int height, int width)
{
    private const int Edge = 1;

    private readonly int _pitch = Pitch(width);
    private readonly float[] _cells = new float[height * Pitch(width)];

    /// <summary>Rows.</summary>
    public int Height => height;

    /// <summary>A row, from the cell that is repeated before it to the one that is repeated behind it.</summary>
    public ReadOnlySpan<float> Row(int y) => _cells.AsSpan(y * _pitch, width + 2 * Edge);

    /// <summary>Takes all cells.</summary>
    /// <param name="cells">Rows tightly packed.</param>
    public void Fill(ReadOnlySpan<float> cells)
    {
        for (var y = 0; y < height; y++)
        {
            cells.Slice(y * width, width).CopyTo(_cells.AsSpan(y * _pitch + Edge));
            RepeatEdges(y);
        }
    }

    /// <summary>Repeats a row's outermost cells, once its cells stand.</summary>
    public void RepeatEdges(int y)
    {
        var row = _cells.AsSpan(y * _pitch, width + 2 * Edge);
        (row[0], row[^1]) = (row[1], row[^2]);
    }

    /// <summary>Eight cells of a row.</summary>
    /// <param name="y">The row.</param>
    /// <param name="x">The first column, from −1 on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> At(int y, int x) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_cells), (nuint)(y * _pitch + Edge + x));

    /// <summary>The sums of eight cells with those above and below them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Column(int y, int x) =>
        At(Math.Max(y - 1, 0), x) + At(y, x) + At(Math.Min(y + 1, height - 1), x);

    /// <summary>Sets eight cells of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int y, int x, Vector256<float> cells) =>
        cells.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_cells), (nuint)(y * _pitch + Edge + x));

    private static int Pitch(int width) => Eights.Padded(width) + 8;
}
