using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;

namespace Core.Tests.Color;

/// <summary>The painter's definition, one chroma sample at a time in double precision.</summary>
internal sealed class ReferencePainter(Picture picture, float[] ab, double saturation)
{
    private readonly (double SlopeA, double OffsetA, double SlopeB, double OffsetB)[,] _fits = Fits(picture, ReferenceEvenFields.Even(picture, ab));
    private readonly double _share = Share(picture);

    public (int Cb, int Cr) At(int chromaY, int chromaX)
    {
        var layout = picture.Layout;
        var (stepX, stepY) = (layout.Chroma == ChromaSampling.Yuv444 ? 1 : 2, layout.Chroma == ChromaSampling.Yuv420 ? 2 : 1);
        var onX = stepX == 1 || picture.Color.Siting != ChromaSiting.Center;
        var onY = stepY == 1 || picture.Color.Siting == ChromaSiting.TopLeft;
        double sum = 0, weights = 0;
        foreach (var (dy, wy) in Taps(stepY, onY))
            foreach (var (dx, wx) in Taps(stepX, onX))
            {
                var y = Math.Clamp(chromaY * stepY + dy, 0, layout.Height - 1);
                var x = Math.Clamp(chromaX * stepX + dx, 0, layout.Width - 1);
                sum += wx * wy * Planes.Sample(layout, picture.Luma, y, x);
                weights += wx * wy;
            }

        var range = SampleRange.Of(picture.Color.FullRange, layout.BitDepth);
        var gray = Math.Clamp((sum / weights - range.Black) / range.LumaSpan, 0, 1);
        var fit = FitAt(chromaY * stepY + (onY ? 0.5 : 1), chromaX * stepX + (onX ? 0.5 : 1));
        return Codes(gray, fit, range);
    }

    private (int Cb, int Cr) Codes(double gray, (double SlopeA, double OffsetA, double SlopeB, double OffsetB) fit, SampleRange range)
    {
        var lightness = Lab.FromRgb(gray, gray, gray).L;
        var strength = saturation * _share * Smooth((lightness - 3) / 7) * Smooth((100 - lightness) / 4);
        var a = (fit.SlopeA * lightness + fit.OffsetA) * strength;
        var b = (fit.SlopeB * lightness + fit.OffsetB) * strength;
        var (red, green, blue) = Lab.ToRgb(lightness, a, b);
        var (kr, kb) = picture.Color.LumaCoefficients;
        var luma = kr * red + (1 - kr - kb) * green + kb * blue;
        var inGamut = 1.0;
        foreach (var difference in new[] { red - luma, green - luma, blue - luma })
            if (Math.Abs(difference) > 1e-9)
                inGamut = Math.Min(inGamut, (difference > 0 ? 1 - gray : gray) / Math.Abs(difference));
        var cb = (blue - luma) * inGamut / (2 * (1 - kb)) * range.ChromaSpan + range.Neutral;
        var cr = (red - luma) * inGamut / (2 * (1 - kr)) * range.ChromaSpan + range.Neutral;
        return ((int)Math.Clamp(Math.Round(cb), 0, range.Maximum), (int)Math.Clamp(Math.Round(cr), 0, range.Maximum));
    }

    private (double SlopeA, double OffsetA, double SlopeB, double OffsetB) FitAt(double lumaY, double lumaX)
    {
        var y = Math.Clamp(lumaY * picture.AnswerHeight / picture.Layout.Height - 0.5, 0, picture.AnswerHeight - 1);
        var x = Math.Clamp(lumaX * picture.AnswerWidth / picture.Layout.Width - 0.5, 0, picture.AnswerWidth - 1);
        double slopeA = 0, offsetA = 0, slopeB = 0, offsetB = 0;
        for (var row = (int)y; row <= Math.Min((int)y + 1, picture.AnswerHeight - 1); row++)
            for (var column = (int)x; column <= Math.Min((int)x + 1, picture.AnswerWidth - 1); column++)
            {
                var weight = (1 - Math.Abs(y - row)) * (1 - Math.Abs(x - column));
                var fit = _fits[row, column];
                slopeA += weight * fit.SlopeA;
                offsetA += weight * fit.OffsetA;
                slopeB += weight * fit.SlopeB;
                offsetB += weight * fit.OffsetB;
            }

        return (slopeA, offsetA, slopeB, offsetB);
    }

    private static (int Offset, int Weight)[] Taps(int step, bool onSample) =>
        step == 1 ? [(0, 1)] : onSample ? [(-1, 1), (0, 2), (1, 1)] : [(0, 1), (1, 1)];

    private static double Smooth(double t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * (3 - 2 * t);
    }

    private static double Share(Picture picture)
    {
        var cells = (from y in Enumerable.Range(0, picture.AnswerHeight)
                     from x in Enumerable.Range(0, picture.AnswerWidth)
                     select picture.CellMean(y, x)).ToArray();
        var mean = cells.Average();
        var spread = Math.Sqrt(cells.Average(cell => (cell - mean) * (cell - mean)));
        return Smooth((spread - 0.5) / 1.5);
    }

    private static (double, double, double, double)[,] Fits(Picture picture, double[] ab)
    {
        var (height, width) = (picture.AnswerHeight, picture.AnswerWidth);
        var fits = new (double SlopeA, double OffsetA, double SlopeB, double OffsetB)[height, width];
        Windows(height, width, (y, x, window) =>
        {
            double L(int row, int column) => picture.CellMean(row, column);
            var (l, a, b) = (window(L), window((r, c) => ab[r * width + c]), window((r, c) => ab[(height + r) * width + c]));
            var variance = window((r, c) => (L(r, c) - l) * (L(r, c) - l));
            var slopeA = window((r, c) => (L(r, c) - l) * (ab[r * width + c] - a)) / (variance + 20);
            var slopeB = window((r, c) => (L(r, c) - l) * (ab[(height + r) * width + c] - b)) / (variance + 20);
            fits[y, x] = (slopeA, a - slopeA * l, slopeB, b - slopeB * l);
        });
        var means = new (double, double, double, double)[height, width];
        Windows(height, width, (y, x, window) => means[y, x] = (
            window((r, c) => fits[r, c].SlopeA), window((r, c) => fits[r, c].OffsetA),
            window((r, c) => fits[r, c].SlopeB), window((r, c) => fits[r, c].OffsetB)));
        return means;
    }

    private static void Windows(int height, int width, Action<int, int, Func<Func<int, int, double>, double>> visit)
    {
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (cellY, cellX) = (y, x);
                visit(y, x, value =>
                {
                    double sum = 0;
                    for (var dy = -1; dy <= 1; dy++)
                        for (var dx = -1; dx <= 1; dx++)
                            sum += value(Math.Clamp(cellY + dy, 0, height - 1), Math.Clamp(cellX + dx, 0, width - 1));
                    return sum / 9;
                });
            }
    }
}
