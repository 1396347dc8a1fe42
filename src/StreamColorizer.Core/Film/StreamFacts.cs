namespace StreamColorizer.Core.Film;

/// <summary>One stream of a container.</summary>
/// <param name="Index">Its number in the container, from 0.</param>
/// <param name="Kind">What it carries.</param>
/// <param name="Codec">ffmpeg's name of the codec, "unknown" where it has none.</param>
/// <param name="Language">ISO 639-2 tag as declared, or null.</param>
/// <param name="Title">Title as declared, or null.</param>
/// <param name="Details">For people: sample rate and channels, size, or null.</param>
/// <param name="IsDefault">The stream that players choose by themselves.</param>
/// <param name="IsForced">Shown whatever the viewer chose.</param>
public sealed record StreamFacts(
    int Index, StreamKind Kind, string Codec, string? Language, string? Title, string? Details, bool IsDefault, bool IsForced);
