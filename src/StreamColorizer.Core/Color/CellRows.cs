using System.Numerics;
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
    [MethodImpl(Compiled.AtOnce)]
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

    private void Sum(ReadOnlySpan<byte> luma, int cell, Span<uint> sums)
    {
        var ((first, above), (end, below)) = (_axis.Borders[cell], _axis.Borders[cell + 1]);
        var y = first;
        do
        {
            var rows = Math.Min(RowsAtOnce, end - y);
            var band = new Band(rows, _axis.SampleUnits, y == first ? above : 0, y + rows == end ? below : 0);
            var source = luma.Slice(y * _layout.LumaStride, band.Touched * _layout.LumaStride);
            if (_layout.BytesPerSample == 1)
                AddBytes(source, band, sums, y == first);
            else
                AddWords(MemoryMarshal.Cast<byte, ushort>(source), band, sums, y == first);
            y += rows;
        }
        while (y < end);
    }

    [MethodImpl(Compiled.AtOnce)]
    private static void AddBytes(ReadOnlySpan<byte> source, Band band, Span<uint> sums, bool anew)
    {
        var x = 0;
        ref var result = ref MemoryMarshal.GetReference(sums);
        for (; x <= sums.Length - 16; x += 16)
        {
            var sum = Vector256<ushort>.Zero;
            ref var top = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), x);
            ref var sample = ref top;
            for (var y = 0; y < band.Rows; y++, sample = ref Unsafe.Add(ref sample, sums.Length))
                sum += Words(ref sample);
            var (low, high) = Vector256.Widen(sum);
            (low, high) = (low * band.Units, high * band.Units);
            if (band.Above > 0)
            {
                var (l, h) = Vector256.Widen(Words(ref top));
                (low, high) = (low - l * band.Above, high - h * band.Above);
            }

            if (band.Below > 0)
            {
                var (l, h) = Vector256.Widen(Words(ref sample));
                (low, high) = (low + l * band.Below, high + h * band.Below);
            }

            Store(low, ref result, x, anew);
            Store(high, ref result, x + 8, anew);
        }

        AddLast(source, x, band, sums, anew);
    }

    [MethodImpl(Compiled.AtOnce)]
    private static void AddWords(ReadOnlySpan<ushort> source, Band band, Span<uint> sums, bool anew)
    {
        var x = 0;
        ref var result = ref MemoryMarshal.GetReference(sums);
        for (; x <= sums.Length - 8; x += 8)
        {
            var sum = Vector256<uint>.Zero;
            ref var top = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), x);
            ref var sample = ref top;
            for (var y = 0; y < band.Rows; y++, sample = ref Unsafe.Add(ref sample, sums.Length))
                sum += Whole(ref sample);
            sum *= band.Units;
            if (band.Above > 0)
                sum -= Whole(ref top) * band.Above;
            if (band.Below > 0)
                sum += Whole(ref sample) * band.Below;
            Store(sum, ref result, x, anew);
        }

        AddLast(source, x, band, sums, anew);
    }

    private static void AddLast<T>(ReadOnlySpan<T> source, int x, Band band, Span<uint> sums, bool anew)
        where T : struct, IBinaryInteger<T>
    {
        for (; x < sums.Length; x++)
        {
            var sum = anew ? 0 : sums[x];
            for (var y = 0; y < band.Rows; y++)
                sum += band.Units * uint.CreateTruncating(source[y * sums.Length + x]);
            if (band.Above > 0)
                sum -= band.Above * uint.CreateTruncating(source[x]);
            if (band.Below > 0)
                sum += band.Below * uint.CreateTruncating(source[band.Rows * sums.Length + x]);
            sums[x] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Words(ref byte samples) =>
        Vector256.WidenLower(Vector128.LoadUnsafe(ref samples).ToVector256Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Whole(ref ushort samples) =>
        Vector256.WidenLower(Vector128.LoadUnsafe(ref samples).ToVector256Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<uint> sum, ref uint result, int x, bool anew) =>
        (anew ? sum : sum + Vector256.LoadUnsafe(ref result, (nuint)x)).StoreUnsafe(ref result, (nuint)x);

    /// <summary>
    /// Rows that are added up at once. A sample that a border divides gives its part to either side: what counts are whole
    /// rows, less the first one's part that belongs to the cells above, and the part of the one behind them that belongs here.
    /// </summary>
    private readonly record struct Band(int Rows, uint Units, uint Above, uint Below)
    {
        public int Touched => Below > 0 ? Rows + 1 : Rows;
    }
}
