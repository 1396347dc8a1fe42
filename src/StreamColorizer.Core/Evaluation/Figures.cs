using StreamColorizer.Core.Quality;

namespace StreamColorizer.Core.Evaluation;

/// <summary>Means over pictures for one contestant. A figure that is not finite (PSNR of the truth) is null.</summary>
public sealed record Figures
{
    /// <summary>Name of the contestant.</summary>
    public required string Contestant { get; init; }

    /// <summary>dB.</summary>
    public double? Psnr { get; init; }

    /// <summary><see cref="Psnr"/> minus gray's, in dB.</summary>
    public double? PsnrGain { get; init; }

    /// <summary>At most 1.</summary>
    public double? Ssim { get; init; }

    /// <summary>CIEDE2000.</summary>
    public double? DeltaE { get; init; }

    /// <summary>Change of <see cref="DeltaE"/> against gray, in percent; negative is better.</summary>
    public double? DeltaEChange { get; init; }

    /// <summary>Root mean squared error of a/128, b/128, by picture.</summary>
    public double? RmseAb { get; init; }

    /// <summary>Mean squared error of a/128, b/128.</summary>
    public double? MseAb { get; init; }

    /// <summary>Area under the curve of pixels within t of the true (a, b), percent.</summary>
    public double? AucAb { get; init; }

    /// <summary>Distance of hue histograms, 0..1.</summary>
    public double? HueDistance { get; init; }

    /// <summary>Hasler–Süsstrunk, signed as published.</summary>
    public double? Colorfulness { get; init; }

    /// <summary>Mean of <see cref="Colorfulness"/> divided by the mean of the truth's.</summary>
    public double? ColorfulnessRatio { get; init; }

    /// <summary>Colorfulness of absolute differences, as in most papers' code.</summary>
    public double? AbsoluteColorfulness { get; init; }

    /// <summary>Mean of <see cref="AbsoluteColorfulness"/> divided by the mean of the truth's.</summary>
    public double? AbsoluteColorfulnessRatio { get; init; }

    /// <summary>Means over pictures.</summary>
    /// <param name="contestant">Name of the contestant.</param>
    /// <param name="scores">Its scores, one per picture, at least one.</param>
    /// <param name="gray">Gray's scores of the same pictures.</param>
    public static Figures Of(string contestant, IReadOnlyList<PictureScores> scores, IReadOnlyList<PictureScores> gray)
    {
        var (psnr, deltaE, grayDeltaE) = (Mean(scores, s => s.Psnr), Mean(scores, s => s.DeltaE), Mean(gray, s => s.DeltaE));
        var (color, absolute) = (Mean(scores, s => s.Color.Signed), Mean(scores, s => s.Color.Absolute));
        return new Figures
        {
            Contestant = contestant,
            Psnr = psnr,
            PsnrGain = psnr - Mean(gray, s => s.Psnr),
            Ssim = Mean(scores.Where(s => !double.IsNaN(s.Ssim)), s => s.Ssim),
            DeltaE = deltaE,
            DeltaEChange = Finite(100 * (deltaE - grayDeltaE) / grayDeltaE),
            RmseAb = Mean(scores, s => s.RmseAb),
            MseAb = Mean(scores, s => s.MseAb),
            AucAb = Mean(scores, s => s.AucAb),
            HueDistance = Mean(scores, s => s.HueDistance),
            Colorfulness = color,
            ColorfulnessRatio = Finite(color / Mean(scores, s => s.TruthColor.Signed)),
            AbsoluteColorfulness = absolute,
            AbsoluteColorfulnessRatio = Finite(absolute / Mean(scores, s => s.TruthColor.Absolute)),
        };
    }

    private static double? Mean(IEnumerable<PictureScores> scores, Func<PictureScores, double> value) =>
        Finite(scores.Select(value).DefaultIfEmpty(double.NaN).Average());

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
