namespace StreamColorizer.Core.Film;

/// <summary>A model in a report.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="License">Its terms.</param>
/// <param name="Files">The graphs in use and their SHA-256.</param>
public sealed record ModelRecord(
    string Name, string Version, string? Origin, string? License, IReadOnlyDictionary<string, string> Files);
