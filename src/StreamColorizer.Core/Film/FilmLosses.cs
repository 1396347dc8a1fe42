namespace StreamColorizer.Core.Film;

/// <summary>Compares what was made with what there was.</summary>
public static class FilmLosses
{
    // What plays or is shown; timecodes and the like are no loss to a viewer.
    private static readonly StreamKind[] Shown =
        [StreamKind.Video, StreamKind.Audio, StreamKind.Subtitle, StreamKind.Attachment, StreamKind.AttachedPicture];

    // About the file that was read, not about the film.
    private static readonly HashSet<string> OfTheContainer = new(StringComparer.OrdinalIgnoreCase)
    {
        "encoder", "duration", "major_brand", "minor_version", "compatible_brands",
    };

    /// <summary>Whether every stream that a viewer could miss was carried over.</summary>
    public static bool CarriesAllStreams(MediaFacts source, MediaFacts made) => Shown.All(
        kind => made.Streams.Count(stream => stream.Kind == kind) >= source.Streams.Count(stream => stream.Kind == kind));

    /// <summary>Says which of the film's tags its container had no place for; null if none.</summary>
    /// <param name="source">What there was.</param>
    /// <param name="made">What was made.</param>
    /// <param name="extension">Of what was made, with its dot.</param>
    public static string? Tags(MediaFacts source, MediaFacts made, string extension)
    {
        var kept = made.Tags.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Some containers have a stream for it.
        if (made.Timecode is not null)
            kept.Add("timecode");
        var lost = source.Tags.Keys.Where(key => !OfTheContainer.Contains(key) && !kept.Contains(key)).ToArray();
        return lost.Length == 0 ? null
            : $"The tags {string.Join(", ", lost)} were left out, for {extension} cannot hold them{(extension == ".mkv" ? "" : "; .mkv could")}.";
    }
}
