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
    private int _count;
    private double _sum;
    private double _squares;

    /// <summary>Starts a picture.</summary>
    public void Begin()
    {
        Array.Clear(_bins);
        (_count, _sum, _squares) = (0, 0, 0);
    }

    /// <summary>Takes a cell's mean L*.</summary>
    public void Add(float lightness)
    {
        _count++;
        _sum += lightness;
        _squares += (double)lightness * lightness;
        _bins[Math.Clamp((int)(lightness * BinsPerUnit), 0, _bins.Length - 1)]++;
    }

    /// <summary>0 for a blank picture, 1 for one that shows something.</summary>
    public float PictureShare()
    {
        var mean = _sum / _count;
        var spread = Math.Sqrt(Math.Max(0, _squares / _count - mean * mean));
        var varied = SmoothStep((spread - BlankSpread) / (PictureSpread - BlankSpread));
        return (float)(varied * (1 - SmoothStep((PlainShare() - PlainBegin) / (PlainEnd - PlainBegin))));
    }

    private double PlainShare()
    {
        int inside = 0, most = 0;
        for (var bin = MiddleBegin; bin < MiddleEnd; bin++)
        {
            inside += _bins[bin] - (bin - Window >= MiddleBegin ? _bins[bin - Window] : 0);
            most = Math.Max(most, inside);
        }

        return (double)most / _count;
    }

    private static double SmoothStep(double t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * (3 - 2 * t);
    }
}
