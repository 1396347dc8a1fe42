using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamColorizer.Core.Color;

/// <summary>
/// Evens an answer: color flows between cells of nearly equal L* and texture until an edge stops it, so a sky, a wall or a
/// coat takes one color where the network saw two. Differences count from cell to cell, so shading is no edge. Cells far
/// apart exchange first, then neighbors; so a mast does not part a sky. Columns and rows take turns as in fast global
/// smoothing (Min and others 2014). One caller at a time; no allocation per frame.
/// </summary>
internal sealed class EvenFields
{
    // On the evaluation pictures more flow gains in PSNR and loses in colorfulness and CIEDE2000.
    private const float FarStrength = 400, NearStrength = 100;

    /// <summary>Far apart: this part of the short side.</summary>
    private const int FarShare = 4;

    private readonly int _height;
    private readonly int _width;
    private readonly int _far;
    private readonly FieldLines _down;
    private readonly FieldLines _across;
    private readonly float[] _textures;
    private readonly float[] _ab;

    /// <summary>Prepares for one size of answer.</summary>
    /// <param name="height">Rows of the answer.</param>
    /// <param name="width">Columns of the answer.</param>
    public EvenFields(int height, int width)
    {
        (_height, _width) = (height, width);
        _far = Math.Max(1, Math.Min(height, width) / FarShare);
        (_down, _across) = (new FieldLines(height, width), new FieldLines(width, height));
        _textures = new float[height * width];
        _ab = new float[2 * height * width];
    }

    /// <summary>Evens one answer.</summary>
    /// <param name="cells">What the network saw.</param>
    /// <param name="ab">Its answer: a, then b; finite.</param>
    /// <returns>a, then b; valid until the next call. No color stays exactly none.</returns>
    /// <exception cref="ArgumentException">The cells or the answer have another size.</exception>
    public ReadOnlySpan<float> Even(CellLightness cells, ReadOnlySpan<float> ab)
    {
        if (ab.Length != _ab.Length || cells.Height != _height || cells.Width != _width)
            throw new ArgumentException("The cells or the answer do not have the size that this painter was made for.");
        var plane = _height * _width;
        Logarithms(cells.Deviations);
        Lay(cells.Means, _width, _down.Lightness, _down.Pitch);
        Lay(_textures, _width, _down.Texture, _down.Pitch);
        Lay(ab[..plane], _width, _down.A, _down.Pitch);
        Lay(ab[plane..], _width, _down.B, _down.Pitch);
        Turn(_down.Lightness, _down.Pitch, _across.Lightness, _across.Pitch);
        Turn(_down.Texture, _down.Pitch, _across.Texture, _across.Pitch);
        Flow();
        Lay(_down.A, _down.Pitch, _ab.AsSpan(0, plane), _width);
        Lay(_down.B, _down.Pitch, _ab.AsSpan(plane), _width);
        return _ab;
    }

    private void Flow()
    {
        _down.Flow(_far, FarStrength);
        Turn(_down.A, _down.Pitch, _across.A, _across.Pitch);
        Turn(_down.B, _down.Pitch, _across.B, _across.Pitch);
        _across.Flow(_far, FarStrength);
        _across.Flow(1, NearStrength);
        Turn(_across.A, _across.Pitch, _down.A, _down.Pitch);
        Turn(_across.B, _across.Pitch, _down.B, _down.Pitch);
        _down.Flow(1, NearStrength);
    }

    private void Logarithms(ReadOnlySpan<float> deviations)
    {
        var cell = 0;
        for (; cell <= deviations.Length - 8; cell += 8)
            Vector256.Log(Vector256.Create(deviations[cell..]) + Vector256<float>.One).CopyTo(_textures, cell);
        for (; cell < deviations.Length; cell++)
            _textures[cell] = MathF.Log(1 + deviations[cell]);
    }

    private void Lay(ReadOnlySpan<float> source, int sourcePitch, Span<float> target, int targetPitch)
    {
        for (var y = 0; y < _height; y++)
            source.Slice(y * sourcePitch, _width).CopyTo(target[(y * targetPitch)..]);
    }

    [MethodImpl(Compiled.AtOnce)]
    private static void Turn(float[] source, int sourcePitch, float[] target, int targetPitch)
    {
        ref var from = ref Unsafe.As<float, uint>(ref MemoryMarshal.GetArrayDataReference(source));
        ref var to = ref Unsafe.As<float, uint>(ref MemoryMarshal.GetArrayDataReference(target));
        for (var y = 0; y < targetPitch; y += 8)
            for (var x = 0; x < sourcePitch; x += 8)
                LaneSquare.Turn(
                    ref Unsafe.Add(ref from, y * sourcePitch + x), (nuint)sourcePitch,
                    ref Unsafe.Add(ref to, x * targetPitch + y), (nuint)targetPitch);
    }
}
