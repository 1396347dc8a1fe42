using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Color;

/// <summary>
/// Adds up the samples of a luma plane down each column, for eight rows of cells at a time, and stands the sums of a column
/// side by side: what is done along the rows is then done for eight rows at once. One caller at a time.
/// </summary>
internal sealed class CellRows
{
    /// <summary>Rows of cells that are read at once.</summary>
    public const int Count = 8;

    // More would be more memory streams than a processor follows; their sum fits into sixteen bits.
    private const int RowsAtOnce = 16;

    private readonly PlaneLayout _layout;
    private readonly BoxAxis _axis;
    private readonly int _pitch;
    private readonly uint[] _sums;
    private readonly uint[] _columns;

    /// <summary>Prepares for one geometry.</summary>
    /// <param name="layout">Geometry of the luma plane.</param>
    /// <param name="axis">Its rows.</param>
    public CellRows(PlaneLayout layout, BoxAxis axis)
    {
        (_layout, _axis) = (layout, axis);
        // A vector more, so that rows of a power of two do not fall upon each other in the cache.
        _pitch = (layout.Width + 15) / 16 * 16 + 16;
        _sums = new uint[Count * _pitch];
        _columns = new uint[Count * _pitch];
    }

    /// <summary>For each column of samples its sum in each of the eight rows of cells, in units of both axes' samples.</summary>
    public ref readonly uint Columns => ref MemoryMarshal.GetArrayDataReference(_columns);

    /// <summary>Reads rows of cells; behind the last one stands what was there before.</summary>
    /// <param name="luma">The luma plane.</param>
    /// <param name="cell">The first row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(ReadOnlySpan<byte> luma, int cell)
    {
        var rows = Math.Min(Count, _axis.Borders.Length - 1 - cell);
        for (var row = 0; row < rows; row++)
            Sum(luma, cell + row, _sums.AsSpan(row * _pitch, _layout.Width));
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_sums);
        ref var columns = ref MemoryMarshal.GetArrayDataReference(_columns);
        for (var x = 0; x < _layout.Width; x += Count)
            LaneSquare.Turn(ref Unsafe.Add(ref sums, x), (nuint)_pitch, ref Unsafe.Add(ref columns, x * Count), Count);
    }

    // A sample that a border divides gives its part to either side: what is added up are whole samples, less the first one's
    // part that belongs to the row above, and the part of the one after them that belongs to this row.
    private void Sum(ReadOnlySpan<byte> luma, int cell, Span<uint> sums)
    {
        var ((first, above), (end, below)) = (_axis.Borders[cell], _axis.Borders[cell + 1]);
        Add(luma, first, Math.Min(RowsAtOnce, end - first), _axis.SampleUnits, sums, true);
        for (var y = first + RowsAtOnce; y < end; y += RowsAtOnce)
            Add(luma, y, Math.Min(RowsAtOnce, end - y), _axis.SampleUnits, sums);
        if (above > 0)
            Add(luma, first, 1, 0 - above, sums);
        if (below > 0)
            Add(luma, end, 1, below, sums);
    }

    private void Add(ReadOnlySpan<byte> luma, int first, int rows, uint weight, Span<uint> sums, bool anew = false)
    {
        var source = luma.Slice(first * _layout.LumaStride, rows * _layout.LumaStride);
        if (_layout.BytesPerSample == 1)
            AddBytes(source, rows, weight, sums, anew);
        else
            AddWords(MemoryMarshal.Cast<byte, ushort>(source), rows, weight, sums, anew);
    }

    // Compiled for good at its first call, as is what follows: slow code would scale the first second of a film otherwise.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddBytes(ReadOnlySpan<byte> source, int rows, uint weight, Span<uint> sums, bool anew)
    {
        var x = 0;
        ref var result = ref MemoryMarshal.GetReference(sums);
        for (; x <= sums.Length - 16; x += 16)
        {
            var sum = Vector256<ushort>.Zero;
            ref var sample = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), x);
            for (var y = 0; y < rows; y++, sample = ref Unsafe.Add(ref sample, sums.Length))
                sum += Vector256.WidenLower(Vector128.LoadUnsafe(ref sample).ToVector256Unsafe());
            var (low, high) = Vector256.Widen(sum);
            Store(low * weight, ref result, x, anew);
            Store(high * weight, ref result, x + 8, anew);
        }

        for (; x < sums.Length; x++)
        {
            var sum = 0u;
            for (var at = x; at < source.Length; at += sums.Length)
                sum += source[at];
            sums[x] = sum * weight + (anew ? 0 : sums[x]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWords(ReadOnlySpan<ushort> source, int rows, uint weight, Span<uint> sums, bool anew)
    {
        var x = 0;
        ref var result = ref MemoryMarshal.GetReference(sums);
        for (; x <= sums.Length - 8; x += 8)
        {
            var sum = Vector256<uint>.Zero;
            ref var sample = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), x);
            for (var y = 0; y < rows; y++, sample = ref Unsafe.Add(ref sample, sums.Length))
                sum += Vector256.WidenLower(Vector128.LoadUnsafe(ref sample).ToVector256Unsafe());
            Store(sum * weight, ref result, x, anew);
        }

        for (; x < sums.Length; x++)
        {
            var sum = 0u;
            for (var at = x; at < source.Length; at += sums.Length)
                sum += source[at];
            sums[x] = sum * weight + (anew ? 0 : sums[x]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<uint> sum, ref uint result, int x, bool anew) =>
        (anew ? sum : sum + Vector256.LoadUnsafe(ref result, (nuint)x)).StoreUnsafe(ref result, (nuint)x);
}
