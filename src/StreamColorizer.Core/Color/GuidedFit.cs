using System.Runtime.Intrinsics;

namespace StreamColorizer.Core.Color;

/// <summary>
/// The small half of the fast guided filter (He and Sun 2015, "Fast Guided Filter"): at the answer's size, a and b are
/// fitted as linear functions of L* in every window, and the coefficients are averaged over the windows that hold a cell.
/// </summary>
internal sealed class GuidedFit
{
    /// <summary>L* from which the coefficients count, in the middle of the range for the sake of precision.</summary>
    public const float Pivot = 50;

    // A wider window fits smoother colors, but bleeds over edges: on the evaluation pictures 1 gains over 0 and 2.
    private const int Radius = 1;
    private const int Side = 2 * Radius + 1;

    /// <summary>Variance of L* in a window below which the fit turns into a plain mean.</summary>
    private const float Epsilon = 20;

    private readonly int _height;
    private readonly int _width;
    private readonly Vector256<float>[] _moments;
    private readonly Vector256<float>[] _sums;
    private readonly Vector128<float>[] _fits;
    private readonly Vector128<float>[] _rowMeans;
    private readonly Blankness _blankness = new();

    /// <summary>Prepares for one size of answer.</summary>
    /// <param name="height">Rows of the answer.</param>
    /// <param name="width">Columns of the answer.</param>
    public GuidedFit(int height, int width)
    {
        (_height, _width) = (height, width);
        _moments = new Vector256<float>[height * width];
        _sums = new Vector256<float>[height * width];
        _fits = new Vector128<float>[height * width];
        _rowMeans = new Vector128<float>[height * width];
    }

    /// <summary>0 for a blank picture, where a network can only guess a tint, 1 for any other.</summary>
    public float PictureShare { get; private set; }

    /// <summary>Fits one picture.</summary>
    /// <param name="cells">What the network saw.</param>
    /// <param name="ab">a, then b.</param>
    /// <returns>Slope and offset of a, slope and offset of b, cell by cell; the guide is L* − <see cref="Pivot"/>.</returns>
    public ReadOnlySpan<Vector128<float>> Fit(CellLightness cells, ReadOnlySpan<float> ab)
    {
        GatherMoments(cells.Means, ab);
        SumAlongRows(_moments, _sums);
        FitWindows();
        AverageFits();
        return _fits;
    }

    private void GatherMoments(ReadOnlySpan<float> lightness, ReadOnlySpan<float> ab)
    {
        _blankness.Begin();
        for (var cell = 0; cell < lightness.Length; cell++)
        {
            _blankness.Add(lightness[cell]);
            var guide = lightness[cell] - Pivot;
            var (a, b) = (ab[cell], ab[lightness.Length + cell]);
            _moments[cell] = Vector256.Create(guide, a, b, guide * guide, guide * a, guide * b, 0, 0);
        }

        PictureShare = _blankness.PictureShare();
    }

    private void SumAlongRows(Vector256<float>[] source, Vector256<float>[] sums)
    {
        for (var y = 0; y < _height; y++)
        {
            var row = source.AsSpan(y * _width, _width);
            var result = sums.AsSpan(y * _width, _width);
            for (var x = 0; x < _width; x++)
            {
                var sum = row[Math.Max(x - Radius, 0)];
                for (var offset = 1 - Radius; offset <= Radius; offset++)
                    sum += row[Math.Clamp(x + offset, 0, _width - 1)];
                result[x] = sum;
            }
        }
    }

    private void FitWindows()
    {
        for (int cell = 0, y = 0; y < _height; y++)
            for (var x = 0; x < _width; x++, cell++)
            {
                var sum = _sums[Math.Max(y - Radius, 0) * _width + x];
                for (var offset = 1 - Radius; offset <= Radius; offset++)
                    sum += _sums[Math.Clamp(y + offset, 0, _height - 1) * _width + x];
                var mean = sum * (1f / (Side * Side));
                var (guide, a, b) = (mean[0], mean[1], mean[2]);
                var perVariance = 1 / (Math.Max(0, mean[3] - guide * guide) + Epsilon);
                var slopeA = (mean[4] - guide * a) * perVariance;
                var slopeB = (mean[5] - guide * b) * perVariance;
                _fits[cell] = Vector128.Create(slopeA, a - slopeA * guide, slopeB, b - slopeB * guide);
            }
    }

    private void AverageFits()
    {
        for (var y = 0; y < _height; y++)
        {
            var row = _fits.AsSpan(y * _width, _width);
            for (var x = 0; x < _width; x++)
            {
                var sum = row[Math.Max(x - Radius, 0)];
                for (var offset = 1 - Radius; offset <= Radius; offset++)
                    sum += row[Math.Clamp(x + offset, 0, _width - 1)];
                _rowMeans[y * _width + x] = sum * (1f / (Side * Side));
            }
        }

        for (int cell = 0, y = 0; y < _height; y++)
            for (var x = 0; x < _width; x++, cell++)
            {
                var sum = _rowMeans[Math.Max(y - Radius, 0) * _width + x];
                for (var offset = 1 - Radius; offset <= Radius; offset++)
                    sum += _rowMeans[Math.Clamp(y + offset, 0, _height - 1) * _width + x];
                _fits[cell] = sum;
            }
    }
}
