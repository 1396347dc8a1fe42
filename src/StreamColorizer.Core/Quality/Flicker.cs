namespace StreamColorizer.Core.Quality;

/// <summary>
/// How much the color of what does not move changes from frame to frame: over pixels whose L* in the true clip stays
/// within <see cref="StillLightness"/>, the mean length of the step in (a, b), in Lab units; for the colored clip and
/// for the true one. The difference of the two is what coloring added.
/// </summary>
public sealed class Flicker
{
    /// <summary>τ: change of L* below which a pixel counts as still.</summary>
    public const double StillLightness = 1;

    private LabPlanes? _truth;
    private LabPlanes? _colored;
    private double _coloredSum;
    private double _truthSum;
    private long _still;

    /// <summary>Mean step of the colored clip; NaN before two frames.</summary>
    public double Colored => _coloredSum / _still;

    /// <summary>Mean step of the true clip; NaN before two frames.</summary>
    public double Truth => _truthSum / _still;

    /// <summary>Takes the next frame of both clips.</summary>
    public void Add(RgbPicture truth, RgbPicture colored)
    {
        var (truthLab, coloredLab) = (new LabPlanes(truth), new LabPlanes(colored));
        if (_truth is not null && _colored is not null)
            for (var i = 0; i < truthLab.L.Length; i++)
                if (Math.Abs(truthLab.L[i] - _truth.L[i]) < StillLightness)
                {
                    _still++;
                    _truthSum += Step(truthLab, _truth, i);
                    _coloredSum += Step(coloredLab, _colored, i);
                }

        (_truth, _colored) = (truthLab, coloredLab);
    }

    private static double Step(LabPlanes now, LabPlanes before, int i)
    {
        var (da, db) = (now.A[i] - before.A[i], now.B[i] - before.B[i]);
        return MathF.Sqrt(da * da + db * db);
    }
}
