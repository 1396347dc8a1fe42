using StreamColorizer.Core.Quality;

namespace StreamColorizer.Core.Evaluation;

/// <summary>One picture's scores.</summary>
/// <param name="Name">Path inside its shard or folder.</param>
/// <param name="Source">First part of that path, or the folder's own name.</param>
/// <param name="Psnr">dB by contestant; null where infinite.</param>
/// <param name="DeltaE">CIEDE2000 by contestant.</param>
/// <param name="Colorfulness">Signed, by contestant.</param>
public sealed record JudgedPicture(
    string Name, string Source, IReadOnlyList<double?> Psnr, IReadOnlyList<double> DeltaE, IReadOnlyList<double> Colorfulness)
{
    /// <summary>Takes what the report keeps of a picture's scores.</summary>
    public static JudgedPicture Of(string name, string source, IReadOnlyList<PictureScores> scores) => new(
        name,
        source,
        [.. scores.Select(score => double.IsFinite(score.Psnr) ? (double?)Math.Round(score.Psnr, 4) : null)],
        [.. scores.Select(score => Math.Round(score.DeltaE, 4))],
        [.. scores.Select(score => Math.Round(score.Color.Signed, 4))]);
}
