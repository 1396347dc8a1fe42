namespace StreamColorizer.Core.Film;

/// <summary>A file in a report.</summary>
/// <param name="Path">As the user named it.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 in lower-case hex; of several pictures, of one after another.</param>
/// <param name="Facts">What is in it, if it is a film.</param>
public sealed record FileRecord(string Path, long Bytes, string Sha256, MediaFacts? Facts)
{
    /// <summary>What is in it, if it is a picture or a sequence of them.</summary>
    public PictureFacts? Pictures { get; init; }
}
