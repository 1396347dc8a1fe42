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
    private readonly BoxAxis _columns;
    private readonly CellRows _rows;
    private readonly double _perUnit;
    private readonly double _black;
    private readonly bool _isDeep;
    // Of each cell its L* in eight rows; then those rows.
    private readonly float[] _cells;
    private readonly float[] _turned;
    private readonly int _pitch;

    /// <summary>Prepares for one geometry.</summary>
    /// <param name="layout">Geometry of the luma plane.</param>
    /// <param name="color">Its range.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    public LightnessScaler(PlaneLayout layout, ColorDescription color, int height, int width)
    {
        _layout = layout;
        (_height, _width) = (height, width);
        var rows = new BoxAxis(layout.Height, height);
        _columns = new BoxAxis(layout.Width, width);
        _rows = new CellRows(layout, rows);
        var range = SampleRange.Of(color.FullRange, layout.BitDepth);
        _perUnit = 1.0 / ((double)rows.CellUnits * _columns.CellUnits * range.LumaSpan);
        _black = (double)range.Black / range.LumaSpan;
        _isDeep = (ulong)rows.CellUnits * _columns.CellUnits * (ulong)range.Maximum > uint.MaxValue;
        _pitch = Eights.Padded(width);
        (_cells, _turned) = (new float[CellRows.Count * _pitch], new float[CellRows.Count * _pitch]);
    }

    /// <summary>Scales one plane.</summary>
    /// <param name="luma">The luma plane, rows tightly packed.</param>
    /// <param name="lightness">Receives L* 0..100, height × width; below black and above white are clamped.</param>
    /// <exception cref="ArgumentException">A span does not have the size of the geometry.</exception>
    public void Scale(ReadOnlySpan<byte> luma, Span<float> lightness)
    {
        if (luma.Length != _layout.LumaBytes || lightness.Length != _height * _width)
            throw new ArgumentException("The planes do not have the size that this scaler was made for.");
        for (var row = 0; row < _height; row += CellRows.Count)
        {
            _rows.Read(luma, row);
            if (_isDeep)
                SumDeepColumns();
            else
                SumColumns();
            ToLightness();
            Turn();
            for (var lane = 0; lane < CellRows.Count && row + lane < _height; lane++)
                _turned.AsSpan(lane * _pitch, _width).CopyTo(lightness[((row + lane) * _width)..]);
        }
    }

    // A sample that a border divides gives its part to either side. Each cell is added up by itself: a running sum over the
    // row would make every addition wait for the one before.
    [MethodImpl(Compiled.AtOnce)]
    private void SumColumns()
    {
        ref readonly var columns = ref _rows.Columns;
        var (x, carried) = (0, Vector256<uint>.Zero);
        for (var cell = 0; cell < _width; cell++)
        {
            var (whole, part) = _columns.Borders[cell + 1];
            var sum = Vector256<uint>.Zero;
            for (; x < whole; x++)
                sum += Vector256.LoadUnsafe(in columns, (nuint)(x * CellRows.Count));
            var before = part == 0 ? Vector256<uint>.Zero : Vector256.LoadUnsafe(in columns, (nuint)(whole * CellRows.Count)) * part;
            var (low, high) = Vector256.Widen(sum * _columns.SampleUnits + before - carried);
            Store(Vector256.ConvertToDouble(low), Vector256.ConvertToDouble(high), cell);
            carried = before;
        }
    }

    // The same for planes so deep and cells of so many units that a sum needs more than 32 bits; doubles hold it exactly.
    [MethodImpl(Compiled.AtOnce)]
    private void SumDeepColumns()
    {
        ref readonly var columns = ref _rows.Columns;
        var (x, units) = (0, Vector256.Create((double)_columns.SampleUnits));
        var (carriedLow, carriedHigh) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (var cell = 0; cell < _width; cell++)
        {
            var (whole, part) = _columns.Borders[cell + 1];
            var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
            for (; x < whole; x++)
                (low, high) = (low + Doubles(in columns, x).Low, high + Doubles(in columns, x).High);
            // At the row's end no part is left, and no column stands there.
            var (beforeLow, beforeHigh) = part == 0 ? default : Doubles(in columns, whole);
            (beforeLow, beforeHigh) = (beforeLow * part, beforeHigh * part);
            Store(low * units + beforeLow - carriedLow, high * units + beforeHigh - carriedHigh, cell);
            (carriedLow, carriedHigh) = (beforeLow, beforeHigh);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Low, Vector256<double> High) Doubles(ref readonly uint columns, int x)
    {
        var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(in columns, (nuint)(x * CellRows.Count)));
        return (Vector256.ConvertToDouble(low), Vector256.ConvertToDouble(high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(Vector256<double> low, Vector256<double> high, int cell)
    {
        var gray = Vector256.Narrow(low * _perUnit - Vector256.Create(_black), high * _perUnit - Vector256.Create(_black));
        gray.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_cells), (nuint)(cell * CellRows.Count));
    }

    private void ToLightness()
    {
        if (Vector512.IsHardwareAccelerated)
            ToLightness<FloatLanes512>();
        else
            ToLightness<FloatLanes256>();
    }

    [MethodImpl(Compiled.AtOnce)]
    private void ToLightness<T>()
        where T : struct, IFloatLanes<T>
    {
        ref var cells = ref MemoryMarshal.GetArrayDataReference(_cells);
        var (none, one, most) = (T.Create(0), T.Create(1), T.Create(100));
        for (var x = 0; x < _cells.Length; x += T.Count)
        {
            var (f, _) = VectorColor.OfGray(T.Min(T.Max(T.Load(ref cells, (nuint)x), none), one));
            T.Min(T.Max(f * 116f - T.Create(16f), none), most).Store(ref cells, (nuint)x);
        }
    }

    [MethodImpl(Compiled.AtOnce)]
    private void Turn()
    {
        ref var cells = ref Unsafe.As<float, uint>(ref MemoryMarshal.GetArrayDataReference(_cells));
        ref var turned = ref Unsafe.As<float, uint>(ref MemoryMarshal.GetArrayDataReference(_turned));
        for (var x = 0; x < _pitch; x += 8)
            LaneSquare.Turn(ref Unsafe.Add(ref cells, x * CellRows.Count), CellRows.Count, ref Unsafe.Add(ref turned, x), (nuint)_pitch);
    }
}
