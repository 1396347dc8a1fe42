using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StreamColorizer.Core.Color;

/// <summary>
/// The small half of the fast guided filter (He and Sun 2015, "Fast Guided Filter"): at the answer's size, a and b are
/// fitted as linear functions of L* in every window of 3×3 cells, and the coefficients are averaged over the windows that
/// hold a cell. (A wider window fits smoother colors, but bleeds over edges: on the evaluation pictures 3 gains over 1 and 5.)
/// One caller at a time; no allocation per frame.
/// </summary>
internal sealed class GuidedFit
{
    /// <summary>L* from which the coefficients count, in the middle of the range for the sake of precision.</summary>
    public const float Pivot = 50;

    /// <summary>Variance of L* in a window below which the fit turns into a plain mean.</summary>
    private const float Epsilon = 20;

    private const float PerWindow = 1f / 9;

    private readonly int _width;
    private readonly EdgedPlane _guide;
    private readonly EdgedPlane _a;
    private readonly EdgedPlane _b;
    // Sums along the rows of guide, a, b, guide², guide · a, guide · b.
    private readonly EdgedPlane[] _moments;
    private readonly EdgedPlane[] _windows;
    private readonly EdgedPlane[] _rowMeans;
    private readonly EdgedPlane[] _fits;
    private readonly Blankness _blankness = new();

    /// <summary>Prepares for one size of answer.</summary>
    /// <param name="height">Rows of the answer.</param>
    /// <param name="width">Columns of the answer.</param>
    public GuidedFit(int height, int width)
    {
        _width = width;
        (_guide, _a, _b) = (new EdgedPlane(height, width), new EdgedPlane(height, width), new EdgedPlane(height, width));
        _moments = Planes(6);
        (_windows, _rowMeans, _fits) = (Planes(4), Planes(4), Planes(4));

        EdgedPlane[] Planes(int count) => [.. Enumerable.Range(0, count).Select(_ => new EdgedPlane(height, width))];
    }

    /// <summary>0 for a blank picture, where a network can only guess a tint, 1 for any other.</summary>
    public float PictureShare { get; private set; }

    /// <summary>Slope and offset of a, slope and offset of b, cell by cell; the guide is L* − <see cref="Pivot"/>.</summary>
    public ReadOnlySpan<EdgedPlane> Coefficients => _fits;

    /// <summary>Fits one picture.</summary>
    /// <param name="cells">What the network saw.</param>
    /// <param name="ab">a, then b.</param>
    public void Fit(CellLightness cells, ReadOnlySpan<float> ab)
    {
        PictureShare = _blankness.PictureShare(cells.Means);
        _guide.Fill(cells.Means);
        _a.Fill(ab[..cells.Means.Length]);
        _b.Fill(ab[cells.Means.Length..]);
        for (var y = 0; y < _guide.Height; y++)
            SumMoments(y);
        for (var y = 0; y < _guide.Height; y++)
            FitWindows(y);
        for (var k = 0; k < _fits.Length; k++)
            Average(_windows[k], _rowMeans[k], _fits[k]);
    }

    [MethodImpl(Compiled.AtOnce)]
    private void SumMoments(int y)
    {
        var pivot = Vector256.Create(Pivot);
        for (var x = 0; x < _width; x += 8)
        {
            var (g0, g1, g2) = (_guide.At(y, x - 1) - pivot, _guide.At(y, x) - pivot, _guide.At(y, x + 1) - pivot);
            var (a0, a1, a2) = (_a.At(y, x - 1), _a.At(y, x), _a.At(y, x + 1));
            var (b0, b1, b2) = (_b.At(y, x - 1), _b.At(y, x), _b.At(y, x + 1));
            _moments[0].Set(y, x, g0 + g1 + g2);
            _moments[1].Set(y, x, a0 + a1 + a2);
            _moments[2].Set(y, x, b0 + b1 + b2);
            _moments[3].Set(y, x, g0 * g0 + g1 * g1 + g2 * g2);
            _moments[4].Set(y, x, g0 * a0 + g1 * a1 + g2 * a2);
            _moments[5].Set(y, x, g0 * b0 + g1 * b1 + g2 * b2);
        }
    }

    [MethodImpl(Compiled.AtOnce)]
    private void FitWindows(int y)
    {
        for (var x = 0; x < _width; x += 8)
        {
            var (guide, a, b) = (Mean(0, y, x), Mean(1, y, x), Mean(2, y, x));
            var variance = Vector256.Max(Vector256<float>.Zero, Mean(3, y, x) - guide * guide);
            var perVariance = Vector256<float>.One / (variance + Vector256.Create(Epsilon));
            var slopeA = (Mean(4, y, x) - guide * a) * perVariance;
            var slopeB = (Mean(5, y, x) - guide * b) * perVariance;
            _windows[0].Set(y, x, slopeA);
            _windows[1].Set(y, x, a - slopeA * guide);
            _windows[2].Set(y, x, slopeB);
            _windows[3].Set(y, x, b - slopeB * guide);
        }

        foreach (var plane in _windows)
            plane.RepeatEdges(y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Mean(int moment, int y, int x) => _moments[moment].Column(y, x) * PerWindow;

    [MethodImpl(Compiled.AtOnce)]
    private void Average(EdgedPlane windows, EdgedPlane rowMeans, EdgedPlane fits)
    {
        for (var y = 0; y < windows.Height; y++)
            for (var x = 0; x < _width; x += 8)
                rowMeans.Set(y, x, (windows.At(y, x - 1) + windows.At(y, x) + windows.At(y, x + 1)) * PerWindow);
        for (var y = 0; y < windows.Height; y++)
        {
            for (var x = 0; x < _width; x += 8)
                fits.Set(y, x, rowMeans.Column(y, x));
            fits.RepeatEdges(y);
        }
    }
}
