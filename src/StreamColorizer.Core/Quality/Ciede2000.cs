namespace StreamColorizer.Core.Quality;

/// <summary>
/// The CIEDE2000 color difference with kL = kC = kH = 1 (Sharma, Wu, Dalal 2005, "The CIEDE2000 Color-Difference
/// Formula", equations 2 to 22).
/// </summary>
public static class Ciede2000
{
    private const double ToDegrees = 180 / Math.PI, ToRadians = Math.PI / 180;

    /// <summary>The difference ΔE00 of two Lab colors.</summary>
    public static double Difference(double l1, double a1, double b1, double l2, double a2, double b2)
    {
        var meanChroma = (Math.Sqrt(a1 * a1 + b1 * b1) + Math.Sqrt(a2 * a2 + b2 * b2)) / 2;
        var stretch = 1.5 - 0.5 * SeventhPowerShare(meanChroma);
        var (a1s, a2s) = (a1 * stretch, a2 * stretch);
        var (c1, c2) = (Math.Sqrt(a1s * a1s + b1 * b1), Math.Sqrt(a2s * a2s + b2 * b2));
        var (h1, h2) = (Hue(a1s, b1), Hue(a2s, b2));
        var gray = c1 * c2 == 0;
        var turn = gray ? 0 : h2 - h1;
        if (turn > 180)
            turn -= 360;
        else if (turn < -180)
            turn += 360;
        var (dl, dc, dh) = (l2 - l1, c2 - c1, 2 * Math.Sqrt(c1 * c2) * Math.Sin(turn / 2 * ToRadians));

        var (l, c) = ((l1 + l2) / 2, (c1 + c2) / 2);
        var h = gray ? h1 + h2 : MeanHue(h1, h2);
        var t = 1 - 0.17 * Cos(h - 30) + 0.24 * Cos(2 * h) + 0.32 * Cos(3 * h + 6) - 0.20 * Cos(4 * h - 63);
        var l50 = (l - 50) * (l - 50);
        var (sl, sc, sh) = (1 + 0.015 * l50 / Math.Sqrt(20 + l50), 1 + 0.045 * c, 1 + 0.015 * c * t);
        var bump = (h - 275) / 25;
        var rotation = -2 * SeventhPowerShare(c) * Math.Sin(60 * Math.Exp(-bump * bump) * ToRadians);
        var (el, ec, eh) = (dl / sl, dc / sc, dh / sh);
        return Math.Sqrt(Math.Max(0, el * el + ec * ec + eh * eh + rotation * ec * eh));
    }

    // The root of c^7 / (c^7 + 25^7).
    private static double SeventhPowerShare(double c)
    {
        var c3 = c * c * c;
        var c7 = c3 * c3 * c;
        return Math.Sqrt(c7 / (c7 + 6103515625.0));
    }

    private static double Hue(double a, double b)
    {
        if (a == 0 && b == 0)
            return 0;
        var hue = Math.Atan2(b, a) * ToDegrees;
        return hue < 0 ? hue + 360 : hue;
    }

    private static double MeanHue(double h1, double h2)
    {
        var sum = h1 + h2;
        if (Math.Abs(h1 - h2) <= 180)
            return sum / 2;
        return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
    }

    private static double Cos(double degrees) => Math.Cos(degrees * ToRadians);
}
