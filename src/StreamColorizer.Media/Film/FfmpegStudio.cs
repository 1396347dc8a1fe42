using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Decode;
using StreamColorizer.Media.Encode;

namespace StreamColorizer.Media.Film;

/// <summary>The studio of a film whose encoders and join are children of ffmpeg's; its decoder is one, too, or OpenCV.</summary>
/// <param name="facts">The film, as probed.</param>
/// <param name="usesOpenCv">True: OpenCV decodes, 8 bits deep and near the luma only.</param>
/// <param name="decode">How it is read; its chroma is the plan's.</param>
/// <param name="encode">How it is encoded.</param>
/// <param name="container">The kind of file that the film becomes.</param>
/// <param name="comment">What the output's metadata says about its making.</param>
/// <param name="keepsMoments">False: nobody will look at moments, so none are stored.</param>
public sealed class FfmpegStudio(
    MediaFacts facts, bool usesOpenCv, DecodeOptions decode, EncodePlan encode, OutputContainer container, string comment,
    bool keepsMoments) : IFilmStudio
{
    private DecodeOptions _decode = decode with { Chroma = encode.Chroma };
    private bool _isDamaged;

    /// <inheritdoc />
    public PlaneLayout Layout =>
        new(facts.Video.Width, facts.Video.Height, usesOpenCv ? 8 : facts.Video.BitDepth, encode.Chroma);

    /// <inheritdoc />
    public PlaneLayout PlanLayout => IsPlannedThin ? Layout with { Height = ThinLuma.Rows(Layout.Height) } : Layout;

    /// <inheritdoc />
    public string SegmentExtension => FfmpegSegmentSink.Extension;

    /// <inheritdoc />
    public string OutputExtension => container.Extension;

    // Where luma has to be made out of colors, the plan is made from what was made.
    private bool IsPlannedThin => facts.Video.HasLuma && !usesOpenCv;

    /// <inheritdoc />
    public IFrameSource OpenSource() => Open(_decode);

    /// <inheritdoc />
    public IFrameSource OpenPlanSource() => Open(_decode with { IsThin = IsPlannedThin });

    /// <inheritdoc />
    public bool Adapt(SourceOutcome outcome)
    {
        _isDamaged |= outcome.End == SourceEnd.Damaged;
        if (usesOpenCv || new FfmpegFileSource(facts, _decode).Remedy(outcome) is not { } remedy)
            return false;
        _decode = remedy;
        return true;
    }

    /// <inheritdoc />
    public int LongestRun => encode.LongestRun;

    /// <inheritdoc />
    public IFrameSink OpenEncoder(SegmentRun run, PlaneLayout layout, TimeBase timeBase, Func<Segment, Task> finished) =>
        new FfmpegSegmentSink(run, layout, timeBase, facts.Video, encode, finished);

    /// <inheritdoc />
    public void KeepMoment(Frame frame, string beforePath, string afterPath)
    {
        if (!keepsMoments)
            return;
        using var before = FramePicture.Of(frame, facts.Video, isColor: false);
        using var after = FramePicture.Of(frame, facts.Video, isColor: true);
        MomentFile.Write(beforePath, before);
        MomentFile.Write(afterPath, after);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> JoinAsync(
        FilmPlan plan, IReadOnlyList<string> segments, string output, CancellationToken cancellationToken)
    {
        var request = new JoinRequest
        {
            Source = facts,
            Decode = _decode,
            IsDamaged = _isDamaged,
            Encode = encode,
            TimeBase = plan.TimeBase,
            Pts = [.. Enumerable.Range(0, plan.Frames.Count).Select(plan.Frames.Pts)],
            Segments = [.. plan.Segments.Select(segment => new JoinSegment(segments[segment.Index], segment.FirstFrame))],
            Output = output,
            Container = container,
            Comment = comment,
        };
        return FilmJoiner.JoinAsync(request, cancellationToken);
    }

    private IFrameSource Open(DecodeOptions options) =>
        usesOpenCv ? new OpenCvFileSource(facts, options) : new FfmpegFileSource(facts, options);
}
