using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Color;

/// <summary>
/// The luma that belongs to each chroma sample, as 0..1: where it lies on a luma sample of a halved axis, the
/// neighbors weigh 1-2-1; where it lies between two, both weigh the same. Edges are repeated.
/// </summary>
internal sealed class SiteLuma
{
    private const int LeftPad = 1;

    private readonly PlaneLayout _layout;
    private readonly ChromaGrid _grid;
    private readonly float _scale;
    private readonly float _black;
    // The rows of luma around a row of chroma, of bytes or of words.
    private readonly byte[][] _rows;

    public SiteLuma(PlaneLayout layout, ColorDescription color)
    {
        _layout = layout;
        _grid = new ChromaGrid(layout, color.Siting);
        var range = SampleRange.Of(color.FullRange, layout.BitDepth);
        var weightX = _grid.StepX == 1 ? 1 : _grid.OnSampleX ? 4 : 2;
        var weightY = _grid.StepY == 1 ? 1 : _grid.OnSampleY ? 4 : 2;
        _scale = 1f / ((float)weightX * weightY * range.LumaSpan);
        _black = -(float)range.Black / range.LumaSpan;
        _rows = new byte[_grid.StepY == 1 ? 1 : _grid.OnSampleY ? 3 : 2][];
        for (var i = 0; i < _rows.Length; i++)
            _rows[i] = new byte[(LeftPad + _grid.StepX * PaddedWidth + 16) * layout.BytesPerSample];
    }

    /// <summary>Chroma width rounded up to whole <see cref="ChromaRow.Step"/>s.</summary>
    public int PaddedWidth => (_layout.ChromaWidth + ChromaRow.Step - 1) / ChromaRow.Step * ChromaRow.Step;

    /// <summary>Gives the luma at one row of chroma samples, 0..1.</summary>
    /// <param name="luma">The luma plane.</param>
    /// <param name="chromaY">The chroma row.</param>
    /// <param name="sites">Receives <see cref="PaddedWidth"/> values.</param>
    /// <exception cref="ArgumentException">There is no room for them.</exception>
    public void Row(ReadOnlySpan<byte> luma, int chromaY, Span<float> sites)
    {
        var top = chromaY * _grid.StepY - (_rows.Length == 3 ? 1 : 0);
        for (var i = 0; i < _rows.Length; i++)
        {
            var source = luma.Slice(Math.Clamp(top + i, 0, _layout.Height - 1) * _layout.LumaStride, _layout.LumaStride);
            if (_layout.BytesPerSample == 1)
                Lay(source, _rows[i]);
            else
                Lay(MemoryMarshal.Cast<byte, ushort>(source), MemoryMarshal.Cast<byte, ushort>(_rows[i].AsSpan()));
        }

        if (_layout.BytesPerSample == 1)
            AddBytes(sites[..PaddedWidth]);
        else
            AddWords(sites[..PaddedWidth]);
    }

    private static void Lay<T>(ReadOnlySpan<T> source, Span<T> row)
        where T : struct
    {
        source.CopyTo(row[LeftPad..]);
        row[0] = source[0];
        row[(LeftPad + source.Length)..].Fill(source[^1]);
    }

    [MethodImpl(Compiled.AtOnce)]
    private void AddBytes(Span<float> sites)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(_rows[0]);
        ref var last = ref MemoryMarshal.GetArrayDataReference(_rows[^1]);
        for (var x = 0; x < sites.Length; x += 16)
        {
            var sum = Across(ref first, x);
            if (_rows.Length == 3)
                sum += Vector256.ShiftLeft(Across(ref MemoryMarshal.GetArrayDataReference(_rows[1]), x), 1);
            if (_rows.Length > 1)
                sum += Across(ref last, x);
            var (low, high) = Vector256.Widen(sum);
            Store(low, sites, x);
            Store(high, sites, x + 8);
        }
    }

    [MethodImpl(Compiled.AtOnce)]
    private void AddWords(Span<float> sites)
    {
        ref var first = ref Words(0);
        ref var last = ref Words(_rows.Length - 1);
        for (var x = 0; x < sites.Length; x += 8)
        {
            var sum = Across(ref first, x);
            if (_rows.Length == 3)
                sum += Vector256.ShiftLeft(Across(ref Words(1), x), 1);
            if (_rows.Length > 1)
                sum += Across(ref last, x);
            Store(sum, sites, x);
        }
    }

    private ref ushort Words(int row) => ref Unsafe.As<byte, ushort>(ref MemoryMarshal.GetArrayDataReference(_rows[row]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(Vector256<uint> sum, Span<float> sites, int x)
    {
        var gray = Vector256.ConvertToSingle(sum.AsInt32()) * _scale + Vector256.Create(_black);
        Vector256.ClampNative(gray, Vector256<float>.Zero, Vector256<float>.One).CopyTo(sites[x..]);
    }

    // Two luma samples in each lane: the even one below, the odd one above (little-endian).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<ushort> Across(ref byte row, int x)
    {
        if (_grid.StepX == 1)
            return Vector256.WidenLower(Vector128.LoadUnsafe(ref row, (nuint)(LeftPad + x)).ToVector256Unsafe());
        var even = Both(Vector256.LoadUnsafe(ref row, (nuint)(LeftPad + 2 * x)).AsUInt16());
        return _grid.OnSampleX ? even + Both(Vector256.LoadUnsafe(ref row, (nuint)(LeftPad + 2 * x - 1)).AsUInt16()) : even;

        static Vector256<ushort> Both(Vector256<ushort> pair) =>
            (pair & Vector256.Create((ushort)0xFF)) + Vector256.ShiftRightLogical(pair, 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<uint> Across(ref ushort row, int x)
    {
        if (_grid.StepX == 1)
            return Vector256.WidenLower(Vector128.LoadUnsafe(ref row, (nuint)(LeftPad + x)).ToVector256Unsafe());
        var even = Both(Vector256.LoadUnsafe(ref row, (nuint)(LeftPad + 2 * x)).AsUInt32());
        return _grid.OnSampleX ? even + Both(Vector256.LoadUnsafe(ref row, (nuint)(LeftPad + 2 * x - 1)).AsUInt32()) : even;

        static Vector256<uint> Both(Vector256<uint> pair) =>
            (pair & Vector256.Create(0xFFFFu)) + Vector256.ShiftRightLogical(pair, 16);
    }
}
