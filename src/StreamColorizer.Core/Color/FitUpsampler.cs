using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamColorizer.Core.Color;

/// <summary>
/// Brings the fit's coefficients to the chroma plane, bilinearly: each of the fit's rows is widened once, then two
/// neighbours are blended for each chroma row.
/// </summary>
internal sealed class FitUpsampler
{
    private readonly int _height;
    private readonly int _width;
    private readonly int _paddedWidth;
    private readonly double _rowsPerLuma;
    private readonly int[] _columns;
    private readonly float[] _shares;
    private readonly float[][] _wide;
    private readonly int[] _wideRow = new int[2];
    private float[] _upper = [];
    private float[] _lower = [];
    private float _share;

    public FitUpsampler(ChromaGrid grid, int lumaHeight, int lumaWidth, int paddedWidth, int height, int width)
    {
        (_height, _width, _paddedWidth) = (height, width, paddedWidth);
        _rowsPerLuma = (double)height / lumaHeight;
        _columns = new int[paddedWidth];
        _shares = new float[paddedWidth];
        for (var x = 0; x < paddedWidth; x++)
            (_columns[x], _shares[x]) = Between(grid.PositionX(x) * width / lumaWidth, width);
        _wide = [new float[4 * paddedWidth], new float[4 * paddedWidth]];
    }

    /// <summary>Starts a picture: rows kept from the one before count no more.</summary>
    public void Begin() => _wideRow.AsSpan().Fill(-1);

    /// <summary>Makes one chroma row ready.</summary>
    /// <param name="fits">What <see cref="GuidedFit.Fit"/> gave.</param>
    /// <param name="lumaY">The row's position in luma rows from the picture's edge.</param>
    public void Row(ReadOnlySpan<Vector128<float>> fits, double lumaY)
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
        (Blend<T>(x), Blend<T>(x + _paddedWidth), Blend<T>(x + 2 * _paddedWidth), Blend<T>(x + 3 * _paddedWidth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Blend<T>(int i)
        where T : struct, IFloatLanes<T>
    {
        var upper = T.Load(ref MemoryMarshal.GetArrayDataReference(_upper), (nuint)i);
        var lower = T.Load(ref MemoryMarshal.GetArrayDataReference(_lower), (nuint)i);
        return T.MultiplyAdd(lower - upper, T.Create(_share), upper);
    }

    private float[] Wide(ReadOnlySpan<Vector128<float>> fits, int row)
    {
        // Neighbouring rows differ in parity, so the two buffers never evict each other.
        var slot = row & 1;
        if (_wideRow[slot] != row)
        {
            Widen(fits.Slice(row * _width, _width), _wide[slot]);
            _wideRow[slot] = row;
        }

        return _wide[slot];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Widen(ReadOnlySpan<Vector128<float>> row, float[] wide)
    {
        var slopeA = wide.AsSpan(0, _paddedWidth);
        var offsetA = wide.AsSpan(_paddedWidth, _paddedWidth);
        var slopeB = wide.AsSpan(2 * _paddedWidth, _paddedWidth);
        var offsetB = wide.AsSpan(3 * _paddedWidth, _paddedWidth);
        for (var x = 0; x < slopeA.Length; x++)
        {
            var left = row[_columns[x]];
            var right = row[Math.Min(_columns[x] + 1, _width - 1)];
            var fit = Vector128.MultiplyAddEstimate(right - left, Vector128.Create(_shares[x]), left);
            slopeA[x] = fit[0];
            offsetA[x] = fit[1];
            slopeB[x] = fit[2];
            offsetB[x] = fit[3];
        }
    }

    /// <summary>The sample at or before a position (edge-based), and the share of the next one.</summary>
    private static (int Sample, float Share) Between(double position, int count)
    {
        var centred = Math.Clamp(position - 0.5, 0, count - 1);
        var sample = (int)centred;
        return (sample, (float)(centred - sample));
    }
}
