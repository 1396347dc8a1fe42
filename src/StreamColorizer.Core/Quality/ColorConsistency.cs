namespace StreamColorizer.Core.Quality;

/// <summary>
/// Color distribution consistency of a clip (CDC, Liu et al. 2021, "Temporally Consistent Video Colorization"): the
/// Jensen–Shannon divergence (natural logarithm) of the 256-bin histograms of each 8-bit channel between frames t
/// apart, meant over pairs, over channels, and over t = 1, 2, 4. Frames are given in order. Lower is steadier; true
/// clips are not at 0, and dull color scores well.
/// </summary>
public sealed class ColorConsistency
{
    private static readonly int[] Steps = [1, 2, 4];

    private readonly double[]?[] _recent = new double[]?[5];
    private readonly double[] _sums = new double[3];
    private readonly int[] _pairs = new int[3];
    private int _frames;

    /// <summary>The mean of the three distances; NaN for clips shorter than 5 frames.</summary>
    public double Value => (At(0) + At(1) + At(2)) / 3;

    /// <summary>The mean divergence at t = 1, 2 or 4, by its number 0, 1 or 2; NaN if no pair is that far apart.</summary>
    public double At(int step) => _pairs[step] == 0 ? double.NaN : _sums[step] / _pairs[step];

    /// <summary>Takes the next frame of the clip.</summary>
    public void Add(RgbPicture frame)
    {
        var histogram = Histogram(frame);
        _recent[_frames % 5] = histogram;
        for (var step = 0; step < 3; step++)
            if (_frames >= Steps[step])
            {
                _sums[step] += Divergence(_recent[(_frames - Steps[step]) % 5]!, histogram);
                _pairs[step]++;
            }

        _frames++;
    }

    /// <summary>Mean over the channels of the divergence of two histograms of 3 × 256 shares.</summary>
    internal static double Divergence(double[] p, double[] q)
    {
        double sum = 0;
        for (var i = 0; i < p.Length; i++)
        {
            var mean = (p[i] + q[i]) / 2;
            if (p[i] > 0)
                sum += p[i] * Math.Log(p[i] / mean);
            if (q[i] > 0)
                sum += q[i] * Math.Log(q[i] / mean);
        }

        return sum / 2 / (p.Length / 256.0);
    }

    private static double[] Histogram(RgbPicture frame)
    {
        var counts = new int[3 * 256];
        for (var i = 0; i < frame.Pixels.Length; i += 3)
        {
            counts[frame.Pixels[i]]++;
            counts[256 + frame.Pixels[i + 1]]++;
            counts[512 + frame.Pixels[i + 2]]++;
        }

        var shares = new double[counts.Length];
        for (var i = 0; i < counts.Length; i++)
            shares[i] = counts[i] * 3.0 / frame.Pixels.Length;
        return shares;
    }
}
