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
        return Sentence("tags " + string.Join(", ", lost), lost.Length, extension);
    }

    /// <summary>Says what the container had no place for of chapters and of what streams say of themselves.</summary>
    /// <param name="source">What there was.</param>
    /// <param name="made">What was made.</param>
    /// <param name="isPart">True if a part was asked for, whose chapters are its own.</param>
    /// <param name="extension">Of what was made, with its dot.</param>
    /// <returns>A sentence for each kind of loss.</returns>
    public static IEnumerable<string> Marks(MediaFacts source, MediaFacts made, bool isPart, string extension)
    {
        var titles = Missing(source, made, static stream => stream.Title);
        var languages = Missing(source, made, static stream => stream.Language is "und" ? null : stream.Language);
        var forced = Missing(source, made, static stream => stream.IsForced ? "forced" : null);
        var chapters = isPart || made.Chapters > 0 ? 0 : source.Chapters;
        return new[]
        {
            Sentence("chapters", chapters, extension),
            Sentence("stream titles " + string.Join(", ", titles), titles.Length, extension),
            Sentence("stream languages " + string.Join(", ", languages), languages.Length, extension),
            Sentence("marks of forced streams", forced.Length, extension),
        }.OfType<string>();
    }

    // Of kinds that have streams left; that a stream is missing as a whole is said elsewhere.
    private static string[] Missing(MediaFacts source, MediaFacts made, Func<StreamFacts, string?> mark)
    {
        var missing = new List<string>();
        foreach (var kind in (StreamKind[])[StreamKind.Video, StreamKind.Audio, StreamKind.Subtitle])
        {
            var kept = made.Streams.Where(stream => stream.Kind == kind).ToArray();
            if (kept.Length == 0)
                continue;
            var wanted = source.Streams.Where(stream => stream.Kind == kind).Select(mark).OfType<string>().ToList();
            foreach (var found in kept.Select(mark).OfType<string>())
                wanted.Remove(found);
            missing.AddRange(wanted);
        }

        return [.. missing];
    }

    private static string? Sentence(string what, int count, string extension) => count == 0 ? null
        : $"The {what} were left out, for {extension} cannot hold them{(extension == ".mkv" ? "" : "; .mkv could")}.";
}
