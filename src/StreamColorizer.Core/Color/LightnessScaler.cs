using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Color;

/// <summary>
/// Brings a luma plane to a network's size: averages Y' over each cell's area, then gives the L* of the gray that the
/// average stands for. Sums are integers, so a constant plane stays constant. One caller at a time.
/// </summary>
public sealed class LightnessScaler
{
    private readonly PlaneLayout _layout;
    private readonly int _height;
    private readonly int _width;
    private readonly BoxAxis _rows;
    private readonly BoxAxis _columns;
    private readonly (int Whole, uint Part)[] _ends;
    private readonly double _perUnit;
    private readonly double _black;
    private readonly uint[] _rowSums;
    private readonly float[] _cells;

    /// <summary>Prepares for one geometry.</summary>
    /// <param name="layout">Geometry of the luma plane.</param>
    /// <param name="color">Its range.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    public LightnessScaler(PlaneLayout layout, ColorDescription color, int height, int width)
    {
        _layout = layout;
        (_height, _width) = (height, width);
        _rows = new BoxAxis(layout.Height, height);
        _columns = new BoxAxis(layout.Width, width);
        _ends = [.. Enumerable.Range(0, width).Select(_columns.End)];
        var range = SampleRange.Of(color.FullRange, layout.BitDepth);
        _perUnit = 1.0 / ((double)_rows.CellUnits * _columns.CellUnits * range.LumaSpan);
        _black = (double)range.Black / range.LumaSpan;
        _rowSums = new uint[layout.Width];
        _cells = new float[(width + 7) / 8 * 8];
    }

    /// <summary>Scales one plane.</summary>
    /// <param name="luma">The luma plane, rows tightly packed.</param>
    /// <param name="lightness">Receives L* 0..100, height × width; below black and above white are clamped.</param>
    /// <exception cref="ArgumentException">A span does not have the size of the geometry.</exception>
    public void Scale(ReadOnlySpan<byte> luma, Span<float> lightness)
    {
        if (luma.Length != _layout.LumaBytes || lightness.Length != _height * _width)
            throw new ArgumentException("The planes do not have the size that this scaler was made for.");
        for (var row = 0; row < _height; row++)
        {
            SumRows(luma, row);
            SumColumns();
            ToLightness(lightness.Slice(row * _width, _width));
        }
    }

    private void SumRows(ReadOnlySpan<byte> luma, int cell)
    {
        Array.Clear(_rowSums);
        var (first, last) = _rows.Samples(cell);
        for (var y = first; y <= last; y++)
        {
            var weight = _rows.Weight(cell, y);
            var row = luma.Slice(y * _layout.LumaStride, _layout.LumaStride);
            if (_layout.BytesPerSample == 1)
                AddBytes(row, weight);
            else
                AddWords(MemoryMarshal.Cast<byte, ushort>(row), weight);
        }
    }

    // Compiled for good at its first call, as is what follows: slow code would scale the first second of a film otherwise.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBytes(ReadOnlySpan<byte> row, uint weight)
    {
        var x = 0;
        ref var source = ref MemoryMarshal.GetReference(row);
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_rowSums);
        for (; x <= row.Length - 16; x += 16)
        {
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref source, (nuint)x));
            Add(ref sums, x, Vector256.WidenLower(low.ToVector256Unsafe()), weight);
            Add(ref sums, x + 8, Vector256.WidenLower(high.ToVector256Unsafe()), weight);
        }

        for (; x < row.Length; x++)
            _rowSums[x] += weight * row[x];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddWords(ReadOnlySpan<ushort> row, uint weight)
    {
        var x = 0;
        ref var source = ref MemoryMarshal.GetReference(row);
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_rowSums);
        for (; x <= row.Length - 8; x += 8)
            Add(ref sums, x, Vector256.WidenLower(Vector128.LoadUnsafe(ref source, (nuint)x).ToVector256Unsafe()), weight);
        for (; x < row.Length; x++)
            _rowSums[x] += weight * row[x];
    }

    private static void Add(ref uint sums, int x, Vector256<uint> samples, uint weight) =>
        (Vector256.LoadUnsafe(ref sums, (nuint)x) + samples * weight).StoreUnsafe(ref sums, (nuint)x);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumColumns()
    {
        // A sample that a border divides gives its part to either side. Each cell is added up by itself: a running sum over
        // the row would make every addition wait for the one before.
        var unit = (ulong)_columns.SampleUnits;
        var sums = _rowSums;
        var (x, carried) = (0, 0UL);
        for (var cell = 0; cell < _ends.Length; cell++)
        {
            var (whole, part) = _ends[cell];
            var sum = 0UL;
            for (; x < whole; x++)
                sum += sums[x];
            var before = part == 0 ? 0 : part * (ulong)sums[whole];
            _cells[cell] = (float)((sum * unit + before - carried) * _perUnit - _black);
            carried = before;
        }
    }

    private void ToLightness(Span<float> row)
    {
        for (var x = 0; x < _cells.Length; x += 8)
        {
            var gray = Vector256.Create<float>(_cells.AsSpan(x));
            var (f, _) = VectorColor.OfGray(Vector256.Clamp(gray, Vector256<float>.Zero, Vector256<float>.One));
            var lightness = Vector256.Clamp(f * 116f - Vector256.Create(16f), Vector256<float>.Zero, Vector256.Create(100f));
            if (x + 8 <= row.Length)
                lightness.CopyTo(row[x..]);
            else
                lightness.CopyTo(_cells, x);
        }

        var whole = row.Length / 8 * 8;
        _cells.AsSpan(whole, row.Length - whole).CopyTo(row[whole..]);
    }

    /// <summary>
    /// One axis cut into cells of equal extent. A sample is <see cref="SampleUnits"/> long and a cell
    /// <see cref="CellUnits"/>, both whole numbers, so weights are exact.
    /// </summary>
    private readonly struct BoxAxis
    {
        public BoxAxis(int samples, int cells)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cells);
            var common = (int)BigInteger.GreatestCommonDivisor(samples, cells);
            CellUnits = (uint)(samples / common);
            SampleUnits = (uint)(cells / common);
        }

        public uint CellUnits { get; }

        public uint SampleUnits { get; }

        public (int First, int Last) Samples(int cell) =>
            ((int)((ulong)cell * CellUnits / SampleUnits), (int)(((ulong)(cell + 1) * CellUnits - 1) / SampleUnits));

        public uint Weight(int cell, int sample)
        {
            var from = Math.Max((ulong)cell * CellUnits, (ulong)sample * SampleUnits);
            var to = Math.Min((ulong)(cell + 1) * CellUnits, (ulong)(sample + 1) * SampleUnits);
            return (uint)(to - from);
        }

        /// <summary>Whole samples before the cell's end, and units of the next one.</summary>
        public (int Whole, uint Part) End(int cell)
        {
            var (whole, part) = Math.DivRem((ulong)(cell + 1) * CellUnits, SampleUnits);
            return ((int)whole, (uint)part);
        }
    }
}
