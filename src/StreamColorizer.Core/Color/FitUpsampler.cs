using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamColorizer.Core.Color;

/// <summary>
/// Brings the fit's coefficients to the chroma plane, bilinearly: each of the fit's rows is widened once, then two
/// neighbors are blended for each chroma row.
/// </summary>
internal sealed class FitUpsampler
{
    // Behind each of the four planes of a widened row: whole registers are written, over what the next interval writes anew.
    private const int Overhang = 8;

    private readonly int _height;
    private readonly int _pitch;
    private readonly double _rowsPerLuma;
    // For each cell of a row the first chroma sample that lies behind its middle, and the end of the last cell's.
    private readonly int[] _begins;
    private readonly float[] _shares;
    private readonly float[][] _wide;
    private readonly int[] _wideRow = new int[2];
    private float[] _upper = [];
    private float[] _lower = [];
    private float _share;

    public FitUpsampler(ChromaGrid grid, int lumaHeight, int lumaWidth, int paddedWidth, int height, int width)
    {
        (_height, _pitch) = (height, paddedWidth + Overhang);
        _rowsPerLuma = (double)height / lumaHeight;
        _shares = new float[_pitch];
        _begins = new int[width + 1];
        var cell = 0;
        for (var x = 0; x < paddedWidth; x++)
        {
            (var left, _shares[x]) = Between(grid.PositionX(x) * width / lumaWidth, width);
            while (cell < left)
                _begins[++cell] = x;
        }

        _begins.AsSpan(cell + 1).Fill(paddedWidth);
        _wide = [new float[4 * _pitch], new float[4 * _pitch]];
    }

    /// <summary>Starts a picture: rows kept from the one before count no more.</summary>
    public void Begin() => _wideRow.AsSpan().Fill(-1);

    /// <summary>Makes one chroma row ready.</summary>
    /// <param name="fits">What <see cref="GuidedFit.Fit"/> left.</param>
    /// <param name="lumaY">The row's position in luma rows from the picture's edge.</param>
    public void Row(GuidedFit fits, double lumaY)
    {
        var (row, share) = Between(lumaY * _rowsPerLuma, _height);
        _upper = Wide(fits, row);
        _lower = Wide(fits, Math.Min(row + 1, _height - 1));
        _share = share;
    }

    /// <summary>The coefficients of the row's chroma samples from one on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (T SlopeA, T OffsetA, T SlopeB, T OffsetB) At<T>(int x)
        where T : struct, IFloatLanes<T> =>
        (Blend<T>(x), Blend<T>(x + _pitch), Blend<T>(x + 2 * _pitch), Blend<T>(x + 3 * _pitch));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Blend<T>(int i)
        where T : struct, IFloatLanes<T>
    {
        var upper = T.Load(ref MemoryMarshal.GetArrayDataReference(_upper), (nuint)i);
        var lower = T.Load(ref MemoryMarshal.GetArrayDataReference(_lower), (nuint)i);
        return T.MultiplyAdd(lower - upper, T.Create(_share), upper);
    }

    private float[] Wide(GuidedFit fits, int row)
    {
        // Neighboring rows differ in parity, so the two buffers never evict each other.
        var slot = row & 1;
        if (_wideRow[slot] != row)
        {
            for (var k = 0; k < fits.Coefficients.Length; k++)
                Widen(fits.Coefficients[k].Row(row), _wide[slot].AsSpan(k * _pitch, _pitch));
            _wideRow[slot] = row;
        }

        return _wide[slot];
    }

    // Between the middles of two cells a line: all that it needs but the share stays in registers.
    [MethodImpl(Compiled.AtOnce)]
    private void Widen(ReadOnlySpan<float> row, Span<float> wide)
    {
        ref var shares = ref MemoryMarshal.GetArrayDataReference(_shares);
        ref var target = ref MemoryMarshal.GetReference(wide);
        for (int cell = 0, x = 0; cell < _begins.Length - 1; cell++)
        {
            var left = Vector256.Create(row[cell + 1]);
            var rise = Vector256.Create(row[cell + 2]) - left;
            for (var end = _begins[cell + 1]; x < end; x += Overhang)
                Vector256.MultiplyAddEstimate(rise, Vector256.LoadUnsafe(ref shares, (nuint)x), left).StoreUnsafe(ref target, (nuint)x);
            x = _begins[cell + 1];
        }
    }

    /// <summary>The sample at or before a position (edge-based), and the share of the next one.</summary>
    private static (int Sample, float Share) Between(double position, int count)
    {
        var centered = Math.Clamp(position - 0.5, 0, count - 1);
        var sample = (int)centered;
        return (sample, (float)(centered - sample));
    }
}
