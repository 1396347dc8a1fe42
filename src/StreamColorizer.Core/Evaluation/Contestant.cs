namespace StreamColorizer.Core.Evaluation;

/// <summary>One row of the judge's table.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Family">Contestants that are one at several saturations share it: they make one curve.</param>
/// <param name="Saturation">Factor on a and b, for a bundle.</param>
/// <param name="Checksums">SHA-256 of a bundle's graphs by file name.</param>
public sealed record Contestant(
    string Name, ContestantKind Kind, string Family, float? Saturation = null,
    IReadOnlyDictionary<string, string>? Checksums = null);
