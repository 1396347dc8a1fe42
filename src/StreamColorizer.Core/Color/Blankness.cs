namespace StreamColorizer.Core.Color;

/// <summary>
/// Tells pictures that show nothing, or a title on a plain ground, from those that show something: in the former the
/// network can only guess a tint. A picture counts as blank when L* hardly varies, or when nearly all of it lies at one
/// middling L*: skies and walls have gradients, and night and snow lie outside the middle.
/// </summary>
internal sealed class Blankness
{
    // Standard deviation of L* below which a picture is blank, and from which it is none.
    private const double BlankSpread = 0.5, PictureSpread = 2;

    // Share of cells at one L* from which a picture begins to count as plain, and from which it does wholly.
    private const double PlainBegin = 0.8, PlainEnd = 0.92;

    // "At one L*" is a window this wide, in bins of a quarter of L*.
    private const int BinsPerUnit = 4, Window = 3 * BinsPerUnit;

    // The middle of L*, where plainness counts.
    private const int MiddleBegin = 12 * BinsPerUnit, MiddleEnd = 92 * BinsPerUnit;

    private readonly int[] _bins = new int[100 * BinsPerUnit + 1];

    /// <summary>0 for a blank picture, 1 for one that shows something.</summary>
    /// <param name="lightness">Mean L* of each cell.</param>
    public float PictureShare(ReadOnlySpan<float> lightness)
    {
        Array.Clear(_bins);
        var (sum, squares) = (0.0, 0.0);
        foreach (var cell in lightness)
        {
            sum += cell;
            squares += (double)cell * cell;
            _bins[Math.Clamp((int)(cell * BinsPerUnit), 0, _bins.Length - 1)]++;
        }

        var mean = sum / lightness.Length;
        var spread = Math.Sqrt(Math.Max(0, squares / lightness.Length - mean * mean));
        var varied = SmoothStep((spread - BlankSpread) / (PictureSpread - BlankSpread));
        var plain = SmoothStep(((double)MostAtOneLightness() / lightness.Length - PlainBegin) / (PlainEnd - PlainBegin));
        return (float)(varied * (1 - plain));
    }

    private int MostAtOneLightness()
    {
        int inside = 0, most = 0;
        for (var bin = MiddleBegin; bin < MiddleEnd; bin++)
        {
            inside += _bins[bin] - (bin - Window >= MiddleBegin ? _bins[bin - Window] : 0);
            most = Math.Max(most, inside);
        }

        return most;
    }

    private static double SmoothStep(double t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * (3 - 2 * t);
    }
}
