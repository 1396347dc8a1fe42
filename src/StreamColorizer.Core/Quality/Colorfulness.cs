namespace StreamColorizer.Core.Quality;

/// <summary>
/// Colorfulness of a picture (Hasler and Süsstrunk 2003, equation M(3)): of rg = R − G and yb = (R + G)/2 − B, the
/// length of the standard deviations plus 0.3 times the length of the means, on 8-bit R'G'B'.
/// </summary>
/// <param name="Signed">As published.</param>
/// <param name="Absolute">Of |rg| and |yb|, as the code of most colorization papers computes it.</param>
public readonly record struct Colorfulness(double Signed, double Absolute)
{
    /// <summary>Measures a picture.</summary>
    public static Colorfulness Of(RgbPicture picture)
    {
        var pixels = picture.Pixels;
        long rg = 0, rgAbsolute = 0, rgSquares = 0, yb = 0, ybAbsolute = 0, ybSquares = 0;
        for (var i = 0; i < pixels.Length; i += 3)
        {
            // Twice yb, to stay with whole numbers.
            var (u, v) = (pixels[i] - pixels[i + 1], pixels[i] + pixels[i + 1] - 2 * pixels[i + 2]);
            rg += u;
            rgAbsolute += Math.Abs(u);
            rgSquares += u * u;
            yb += v;
            ybAbsolute += Math.Abs(v);
            ybSquares += v * v;
        }

        var count = pixels.Length / 3.0;
        var (rgSquare, ybSquare) = (rgSquares / count, ybSquares / count / 4);
        return new Colorfulness(
            Measure(rg / count, yb / count / 2, rgSquare, ybSquare),
            Measure(rgAbsolute / count, ybAbsolute / count / 2, rgSquare, ybSquare));
    }

    private static double Measure(double rg, double yb, double rgSquare, double ybSquare)
    {
        var variance = Math.Max(0, rgSquare - rg * rg) + Math.Max(0, ybSquare - yb * yb);
        return Math.Sqrt(variance) + 0.3 * Math.Sqrt(rg * rg + yb * yb);
    }
}
