using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Film;

/// <summary>A film job that came to its end, whole or stopped by the user.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="JoinedPath">The whole film in the work folder, not yet at its place; null if the user stopped the job.</param>
/// <param name="DoneSegments">Segments that are finished now, earlier runs' included.</param>
/// <param name="DoneFrames">Frames in them.</param>
/// <param name="ResumedSegments">Segments that earlier runs finished.</param>
/// <param name="DecodedLumaDigest">Digest of the luma that came from the decoder, see <see cref="LumaList.Digest"/>; null if stopped.</param>
/// <param name="EncodedLumaDigest">The same of the luma that entered the encoders.</param>
/// <param name="Moments">Indices of the frames whose pictures were kept.</param>
/// <param name="Source">What the source said at its end.</param>
/// <param name="Adapted">Earlier ends of the source that the job adapted to (a new picture size, a clock that jumps).</param>
/// <param name="Notes">Sentences about what was lost or guessed on the way.</param>
/// <param name="Seconds">Wall time of this run's phases, by name.</param>
public sealed record FilmOutcome(
    FilmPlan Plan,
    string? JoinedPath,
    int DoneSegments,
    int DoneFrames,
    int ResumedSegments,
    string? DecodedLumaDigest,
    string? EncodedLumaDigest,
    IReadOnlyList<MomentPictures> Moments,
    SourceOutcome Source,
    IReadOnlyList<SourceOutcome> Adapted,
    IReadOnlyList<string> Notes,
    IReadOnlyDictionary<string, double> Seconds)
{
    /// <summary>
    /// Whether every frame of the source is there as it was. Damage that a later pass did not meet was none, and a mended clock loses no frame.
    /// </summary>
    public bool IsWhole => Source.End == SourceEnd.EndOfStream
        && Adapted.All(static end => end.End is SourceEnd.TimestampsBroken or SourceEnd.Damaged);

    /// <summary>Whether both digests of the luma are there and equal: lists of frames that are gone prove nothing.</summary>
    public bool IsLumaProven => DecodedLumaDigest is { } decoded && decoded == EncodedLumaDigest;
}
