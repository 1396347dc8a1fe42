using System.Runtime.Intrinsics;
using static StreamColorizer.Core.Color.Eights;

namespace StreamColorizer.Core.Color;

/// <summary>
/// Holds the colors of a scene still: a cell's answer becomes the mean of those that it had while its L* stayed the same,
/// after the whole picture's change of exposure is taken out. What moves past has another L* and brings its own color.
/// One caller at a time; no allocation per frame.
/// </summary>
public sealed class ColorMemory
{
    /// <summary>Answers that a mean stands for at most; the share of a new one is 1 / this.</summary>
    private const float Longest = 10;

    /// <summary>Change of L* at which a cell believes its past a quarter as much.</summary>
    private const float LightnessStep = 2;

    private readonly int _count;
    private readonly float[] _lightness;
    private readonly float[] _now;
    private readonly float[] _ages;
    private readonly Plane _a;
    private readonly Plane _b;
    private float _mean;
    private (int Scene, int Group)? _belongs;

    /// <summary>Prepares for one size of answer.</summary>
    /// <param name="height">Rows of the answer.</param>
    /// <param name="width">Columns of the answer.</param>
    public ColorMemory(int height, int width)
    {
        _count = height * width;
        var padded = Padded(_count);
        (_lightness, _now, _ages) = (new float[padded], new float[padded], new float[padded]);
        (_a, _b) = (new Plane(new float[padded], new float[padded]), new Plane(new float[padded], new float[padded]));
    }

    /// <summary>Steadies the next frame's answer; frames come in display order.</summary>
    /// <param name="scene">The frame's scene.</param>
    /// <param name="group">Its group, which begins with no memory: its color does not depend on what was made before it.</param>
    /// <param name="cells">What the network saw.</param>
    /// <param name="ab">Its answer: a, then b; finite. Receives the steadied one; no color stays exactly none.</param>
    /// <exception cref="ArgumentException">The cells or the answer have another size.</exception>
    public void Steady(int scene, int group, CellLightness cells, Span<float> ab)
    {
        if (ab.Length != 2 * _count || cells.Means.Length != _count)
            throw new ArgumentException("The cells or the answer do not have the size that this memory was made for.");
        if (_belongs != (scene, group))
            Array.Clear(_ages);
        _belongs = (scene, group);
        cells.Means.CopyTo(_now);
        ab[.._count].CopyTo(_a.Now);
        ab[_count..].CopyTo(_b.Now);
        var mean = Mean();
        var exposure = Vector256.Create(_mean > 1 ? mean / _mean : 1);
        for (var cell = 0; cell < _ages.Length; cell += 8)
            Mix(cell, exposure);
        _mean = mean;
        _now.CopyTo(_lightness, 0);
        _a.Past.AsSpan(0, _count).CopyTo(ab);
        _b.Past.AsSpan(0, _count).CopyTo(ab[_count..]);
    }

    private void Mix(int cell, Vector256<float> exposure)
    {
        var change = (At(_now, cell) - At(_lightness, cell) * exposure) * (1 / LightnessStep);
        var fall = Vector256<float>.One / (Vector256<float>.One + change * change);
        var believed = fall * fall * At(_ages, cell);
        var age = believed + Vector256<float>.One;
        var share = Vector256<float>.One / age;
        _a.Mix(cell, believed, share);
        _b.Mix(cell, believed, share);
        Vector256.Min(age, Vector256.Create(Longest - 1)).CopyTo(_ages, cell);
    }

    private float Mean()
    {
        var sum = Vector256<float>.Zero;
        for (var cell = 0; cell < _now.Length; cell += 8)
            sum += At(_now, cell);
        return Vector256.Sum(sum) / _count;
    }

    private readonly record struct Plane(float[] Past, float[] Now)
    {
        public void Mix(int cell, Vector256<float> believed, Vector256<float> share) =>
            ((At(Past, cell) * believed + At(Now, cell)) * share).CopyTo(Past, cell);
    }
}
