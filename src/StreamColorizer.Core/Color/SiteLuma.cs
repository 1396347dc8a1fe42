using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Color;

/// <summary>
/// The luma that belongs to each chroma sample, as 0..1: where it lies on a luma sample of a halved axis, the
/// neighbours weigh 1-2-1; where it lies between two, both weigh the same. Edges are repeated.
/// </summary>
internal sealed class SiteLuma
{
    private const int LeftPad = 1;

    private readonly PlaneLayout _layout;
    private readonly ChromaGrid _grid;
    private readonly float _scale;
    private readonly float _black;
    private readonly ushort[][] _rows;

    public SiteLuma(PlaneLayout layout, ColorDescription color)
    {
        _layout = layout;
        _grid = new ChromaGrid(layout, color.Siting);
        var range = SampleRange.Of(color.FullRange, layout.BitDepth);
        var weightX = _grid.StepX == 1 ? 1 : _grid.OnSampleX ? 4 : 2;
        var weightY = _grid.StepY == 1 ? 1 : _grid.OnSampleY ? 4 : 2;
        _scale = 1f / ((float)weightX * weightY * range.LumaSpan);
        _black = -(float)range.Black / range.LumaSpan;
        _rows = new ushort[_grid.StepY == 1 ? 1 : _grid.OnSampleY ? 3 : 2][];
        for (var i = 0; i < _rows.Length; i++)
            _rows[i] = new ushort[LeftPad + _grid.StepX * PaddedWidth + 16];
    }

    /// <summary>Chroma width rounded up to whole <see cref="ChromaRow.Step"/>s.</summary>
    public int PaddedWidth => (_layout.ChromaWidth + ChromaRow.Step - 1) / ChromaRow.Step * ChromaRow.Step;

    /// <summary>Gives the luma at one row of chroma samples, 0..1.</summary>
    /// <param name="luma">The luma plane.</param>
    /// <param name="chromaY">The chroma row.</param>
    /// <param name="sites">Receives <see cref="PaddedWidth"/> values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Row(ReadOnlySpan<byte> luma, int chromaY, Span<float> sites)
    {
        var top = chromaY * _grid.StepY - (_rows.Length == 3 ? 1 : 0);
        for (var i = 0; i < _rows.Length; i++)
            LoadRow(luma, Math.Clamp(top + i, 0, _layout.Height - 1), _rows[i]);
        var (first, second, third) = (_rows[0], _rows[Math.Min(1, _rows.Length - 1)], _rows[^1]);
        var (rows, scale, black) = (_rows.Length, Vector256.Create(_scale), Vector256.Create(_black));
        sites = sites[..PaddedWidth];
        for (var x = 0; x <= sites.Length - 8; x += 8)
        {
            var sum = Across(first, x);
            if (rows == 2)
                sum += Across(second, x);
            else if (rows == 3)
                sum += Vector256.ShiftLeft(Across(second, x), 1) + Across(third, x);
            var gray = Vector256.ConvertToSingle(sum.AsInt32()) * scale + black;
            Vector256.ClampNative(gray, Vector256<float>.Zero, Vector256<float>.One).CopyTo(sites[x..]);
        }
    }

    private void LoadRow(ReadOnlySpan<byte> luma, int y, ushort[] row)
    {
        var source = luma.Slice(y * _layout.LumaStride, _layout.LumaStride);
        var target = row.AsSpan(LeftPad);
        if (_layout.BytesPerSample == 1)
            Widen(source, target);
        else
            MemoryMarshal.Cast<byte, ushort>(source).CopyTo(target);
        row[0] = target[0];
        target[_layout.Width..].Fill(target[_layout.Width - 1]);
    }

    private static void Widen(ReadOnlySpan<byte> source, Span<ushort> target)
    {
        var x = 0;
        for (; x <= source.Length - 32; x += 32)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(source[x..]));
            low.CopyTo(target[x..]);
            high.CopyTo(target[(x + 16)..]);
        }

        for (; x < source.Length; x++)
            target[x] = source[x];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<uint> Across(ushort[] row, int x)
    {
        if (_grid.StepX == 1)
            return Vector256.WidenLower(Vector128.Create(row.AsSpan(LeftPad + x)).ToVector256Unsafe());

        // Two luma samples in each 32-bit lane: the even one below, the odd one above (little-endian).
        var even = Pairs(row, LeftPad + 2 * x);
        if (!_grid.OnSampleX)
            return (even & Vector256.Create(0xFFFFu)) + Vector256.ShiftRightLogical(even, 16);
        var before = Pairs(row, LeftPad + 2 * x - 1);
        return (before & Vector256.Create(0xFFFFu)) + Vector256.ShiftRightLogical(before, 16)
            + (even & Vector256.Create(0xFFFFu)) + Vector256.ShiftRightLogical(even, 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Pairs(ushort[] row, int x) => Vector256.Create(row.AsSpan(x)).AsUInt32();
}
