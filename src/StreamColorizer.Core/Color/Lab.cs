namespace StreamColorizer.Core.Color;

/// <summary>
/// CIELAB (CIE 15, D65, 2°) of sRGB (IEC 61966-2-1), exact, one pixel at a time. The white point is the sum of the
/// matrix rows, so that neutral gray has a = b = 0.
/// </summary>
public static class Lab
{
    /// <summary>White: the row sums of the RGB to XYZ matrix.</summary>
    internal const double WhiteX = 0.950456, WhiteZ = 1.088754;

    /// <summary>δ of CIE 15 equation 8.6.</summary>
    internal const double Delta = 6.0 / 29;

    /// <summary>Rows of the XYZ to linear RGB matrix, the inverse of the one below in double precision.</summary>
    internal static readonly double[,] FromXyz = Invert(ToXyz);

    private static double[,] ToXyz => new[,]
    {
        { 0.412453, 0.357580, 0.180423 },
        { 0.212671, 0.715160, 0.072169 },
        { 0.019334, 0.119193, 0.950227 },
    };

    /// <summary>Lab of R'G'B' (0..1). L* is 0..100; |a| and |b| stay below 108 for colors of sRGB.</summary>
    public static (double L, double A, double B) FromRgb(double red, double green, double blue)
    {
        var (r, g, b) = (Linear(red), Linear(green), Linear(blue));
        var m = ToXyz;
        var fx = F((m[0, 0] * r + m[0, 1] * g + m[0, 2] * b) / WhiteX);
        var fy = F(m[1, 0] * r + m[1, 1] * g + m[1, 2] * b);
        var fz = F((m[2, 0] * r + m[2, 1] * g + m[2, 2] * b) / WhiteZ);
        return (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz));
    }

    /// <summary>R'G'B' of a Lab color; below 0 or above 1 where sRGB does not hold it.</summary>
    public static (double Red, double Green, double Blue) ToRgb(double lightness, double a, double b)
    {
        var fy = (lightness + 16) / 116;
        var (x, y, z) = (WhiteX * FInverse(fy + a / 500), FInverse(fy), WhiteZ * FInverse(fy - b / 200));
        var m = FromXyz;
        return (Encoded(m[0, 0] * x + m[0, 1] * y + m[0, 2] * z),
            Encoded(m[1, 0] * x + m[1, 1] * y + m[1, 2] * z),
            Encoded(m[2, 0] * x + m[2, 1] * y + m[2, 2] * z));
    }

    /// <summary>Linear light of an encoded value (IEC 61966-2-1); odd symmetry below 0.</summary>
    internal static double Linear(double encoded)
    {
        var c = Math.Abs(encoded);
        return Math.CopySign(c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4), encoded);
    }

    /// <summary>Encoded value of linear light (IEC 61966-2-1); odd symmetry below 0.</summary>
    internal static double Encoded(double linear)
    {
        var c = Math.Abs(linear);
        return Math.CopySign(c <= 0.0031308 ? c * 12.92 : 1.055 * Math.Pow(c, 1 / 2.4) - 0.055, linear);
    }

    private static double F(double t) => t > Delta * Delta * Delta ? Math.Cbrt(t) : t / (3 * Delta * Delta) + 4.0 / 29;

    private static double FInverse(double t) => t > Delta ? t * t * t : 3 * Delta * Delta * (t - 4.0 / 29);

    private static double[,] Invert(double[,] m)
    {
        double Minor(int r0, int c0, int r1, int c1) => m[r0, c0] * m[r1, c1] - m[r0, c1] * m[r1, c0];
        var determinant = m[0, 0] * Minor(1, 1, 2, 2) - m[0, 1] * Minor(1, 0, 2, 2) + m[0, 2] * Minor(1, 0, 2, 1);
        var inverse = new double[3, 3];
        for (var row = 0; row < 3; row++)
            for (var column = 0; column < 3; column++)
            {
                var (r0, r1) = ((column + 1) % 3, (column + 2) % 3);
                var (c0, c1) = ((row + 1) % 3, (row + 2) % 3);
                inverse[row, column] = Minor(r0, c0, r1, c1) / determinant;
            }

        return inverse;
    }
}
