namespace StreamColorizer.Core.Quality;

/// <summary>
/// Color distribution consistency of a clip (CDC, Liu et al. 2021, "Temporally Consistent Video Colorization"): the
/// Jensen–Shannon divergence (natural logarithm) of the 256-bin histograms of each 8-bit channel between frames t
/// apart, meant over pairs, over channels, and over t = 1, 2, 4. Frames are given in order. Lower is steadier; true
/// clips are not at 0, and dull color scores well.
/// </summary>
/// <param name="channels">Channels of a frame: 3 for R'G'B', 1 for gray.</param>
public sealed class ColorConsistency(int channels = 3)
{
    private const int Bins = 256;
    private const int Kept = 5;
    private static readonly int[] Steps = [1, 2, 4];

    private readonly double[][] _recent = [.. Enumerable.Range(0, Kept).Select(_ => new double[channels * Bins])];
    private readonly int[] _counts = new int[channels * Bins];
    private readonly double[] _sums = new double[3];
    private readonly int[] _pairs = new int[3];

    /// <summary>Frames taken since the beginning or the last <see cref="Clear"/>.</summary>
    public int Frames { get; private set; }

    /// <summary>The mean of the three distances; NaN for clips shorter than 5 frames.</summary>
    public double Value => (At(0) + At(1) + At(2)) / 3;

    /// <summary>The mean divergence at t = 1, 2 or 4, by its number 0, 1 or 2; NaN if no pair is that far apart.</summary>
    public double At(int step) => _pairs[step] == 0 ? double.NaN : _sums[step] / _pairs[step];

    /// <summary>Takes the next frame of the clip.</summary>
    public void Add(RgbPicture frame)
    {
        Array.Clear(_counts);
        for (var i = 0; i < frame.Pixels.Length; i += 3)
        {
            _counts[frame.Pixels[i]]++;
            _counts[Bins + frame.Pixels[i + 1]]++;
            _counts[2 * Bins + frame.Pixels[i + 2]]++;
        }

        Add(_counts, frame.Pixels.Length / 3);
    }

    /// <summary>Takes the next frame of the clip by its histograms.</summary>
    /// <param name="counts">Pixels of each value, 256 for each channel.</param>
    /// <param name="pixels">Pixels of the frame, at least 1.</param>
    public void Add(ReadOnlySpan<int> counts, int pixels)
    {
        var shares = _recent[Frames % Kept];
        for (var i = 0; i < shares.Length; i++)
            shares[i] = (double)counts[i] / pixels;
        for (var step = 0; step < Steps.Length; step++)
            if (Frames >= Steps[step])
            {
                _sums[step] += Divergence(_recent[(Frames - Steps[step]) % Kept], shares);
                _pairs[step]++;
            }

        Frames++;
    }

    /// <summary>Begins another clip.</summary>
    public void Clear()
    {
        Frames = 0;
        Array.Clear(_sums);
        Array.Clear(_pairs);
    }

    /// <summary>Mean over the channels of the divergence of two histograms of 256 shares a channel.</summary>
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

        return sum / 2 / ((double)p.Length / Bins);
    }
}
