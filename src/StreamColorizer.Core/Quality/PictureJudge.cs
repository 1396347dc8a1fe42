namespace StreamColorizer.Core.Quality;

/// <summary>Compares colored pictures with one true picture. One caller at a time.</summary>
public sealed class PictureJudge
{
    private const int AucLimit = 150;
    private const int HueBins = 36;

    // A true picture below this mean chroma (Lab units) says nothing about color.
    private const double GrayChroma = 1;

    private readonly RgbPicture _truth;
    private readonly LabPlanes _lab;
    private readonly Ssim _ssim;
    private readonly Colorfulness _color;
    private readonly double[] _hues;

    /// <summary>Prepares the comparison with a true picture.</summary>
    public PictureJudge(RgbPicture truth)
    {
        _truth = truth;
        _lab = new LabPlanes(truth);
        _ssim = new Ssim(truth);
        _color = Colorfulness.Of(truth);
        _hues = Hues(_lab);
        double chroma = 0;
        for (var i = 0; i < _lab.A.Length; i++)
            chroma += MathF.Sqrt(_lab.A[i] * _lab.A[i] + _lab.B[i] * _lab.B[i]);
        TruthIsGray = chroma / _lab.A.Length < GrayChroma;
    }

    /// <summary>The true picture has no color to compare with.</summary>
    public bool TruthIsGray { get; }

    /// <summary>Compares a picture.</summary>
    /// <exception cref="ArgumentException">Its size is not the true one's.</exception>
    public PictureScores Score(RgbPicture picture)
    {
        if (picture.Width != _truth.Width || picture.Height != _truth.Height)
            throw new ArgumentException(
                $"A picture of {picture.Width}x{picture.Height} cannot be compared with one of {_truth.Width}x{_truth.Height}.");
        var lab = new LabPlanes(picture);
        var (deltaE, mse, auc) = CompareLab(lab);
        return new PictureScores(
            Psnr(picture), _ssim.Of(picture), deltaE, mse, auc, Distance(Hues(lab), _hues), Colorfulness.Of(picture), _color);
    }

    private double Psnr(RgbPicture picture)
    {
        long squares = 0;
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            var difference = picture.Pixels[i] - _truth.Pixels[i];
            squares += difference * difference;
        }

        return 20 * Math.Log10(255 / Math.Sqrt((double)squares / picture.Pixels.Length));
    }

    private (double DeltaE, double Mse, double Auc) CompareLab(LabPlanes lab)
    {
        double deltaE = 0, squares = 0, within = 0;
        for (var i = 0; i < lab.L.Length; i++)
        {
            deltaE += Ciede2000.Difference(_lab.L[i], _lab.A[i], _lab.B[i], lab.L[i], lab.A[i], lab.B[i]);
            double da = lab.A[i] - _lab.A[i], db = lab.B[i] - _lab.B[i];
            var square = da * da + db * db;
            squares += square;
            within += AreaWithin(Math.Sqrt(square));
        }

        var count = (double)lab.L.Length;
        return (deltaE / count, squares / count / 2 / (128 * 128), 100 * within / count);
    }

    /// <summary>What one pixel adds to the trapezoidal area below the share of pixels within t = 0, 1, … 150.</summary>
    private static double AreaWithin(double error)
    {
        var first = Math.Ceiling(error);
        return first > AucLimit ? 0 : (AucLimit - first + (first == 0 ? 0 : 0.5)) / AucLimit;
    }

    private static double[] Hues(LabPlanes lab)
    {
        var hues = new double[HueBins];
        double total = 0;
        for (var i = 0; i < lab.A.Length; i++)
        {
            var chroma = MathF.Sqrt(lab.A[i] * lab.A[i] + lab.B[i] * lab.B[i]);
            if (chroma < 0.01f)
                continue;
            var turn = MathF.Atan2(lab.B[i], lab.A[i]) / MathF.Tau;
            hues[(int)((turn < 0 ? turn + 1 : turn) * HueBins) % HueBins] += chroma;
            total += chroma;
        }

        for (var bin = 0; bin < HueBins && total > 0; bin++)
            hues[bin] /= total;
        return hues;
    }

    private static double Distance(double[] first, double[] second)
    {
        double sum = 0;
        var (empty, full) = (0, 0);
        foreach (var hues in new[] { first, second })
            if (hues.Max() == 0)
                empty++;
            else
                full++;
        if (empty == 1)
            return 1;
        for (var bin = 0; bin < HueBins && full == 2; bin++)
            sum += Math.Abs(first[bin] - second[bin]);
        return sum / 2;
    }
}
