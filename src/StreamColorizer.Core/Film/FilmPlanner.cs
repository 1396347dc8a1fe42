using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Film;

/// <summary>
/// Makes a plan out of frames in display order. Segments end at the last cut within <see cref="MaxSegmentSeconds"/>,
/// and where there is none, at that limit; at a cut the encoder would place a key frame anyway.
/// </summary>
/// <param name="timeBase">Unit of the timestamps.</param>
public sealed class FilmPlanner(TimeBase timeBase)
{
    /// <summary>Longest segment, from its first frame's timestamp to that of the next segment's first frame.</summary>
    public const double MaxSegmentSeconds = 10;

    private readonly FrameList _frames = new();
    private readonly List<SceneSpan> _spans = [];
    private readonly List<Segment> _segments = [];
    private readonly Dictionary<int, SceneSpan> _latest = [];
    private int _scenes;
    private int _detectedScene = -1;
    private int _segmentStart;
    private int _lastCut;

    /// <summary>Frames planned so far.</summary>
    public int Count => _frames.Count;

    /// <summary>Adds the next frame.</summary>
    /// <param name="pts">Timestamp in ticks.</param>
    /// <param name="digest">MD5 of the luma plane, 16 bytes.</param>
    /// <param name="detectedScene">The detector's number of the scene; one met before is a scene that returns.</param>
    /// <param name="isKeyFrame">True where the scene's embedding is to be taken from this frame, also once again.</param>
    public void Add(long pts, ReadOnlySpan<byte> digest, int detectedScene, bool isKeyFrame)
    {
        var frame = _frames.Count;
        _frames.Add(pts, digest);
        var isCut = frame > 0 && detectedScene != _detectedScene;
        if (detectedScene != _detectedScene || isKeyFrame)
            _spans.Add(Span(frame, detectedScene, isKeyFrame, isCut));
        _detectedScene = detectedScene;
        while (frame > _segmentStart && timeBase.Seconds(pts - _frames.Pts(_segmentStart)) > MaxSegmentSeconds)
            EndSegment(_lastCut > _segmentStart ? _lastCut : Math.Max(frame - 1, _segmentStart + 1));
        if (isCut)
            _lastCut = frame;
    }

    /// <summary>Ends the plan.</summary>
    public FilmPlan Build()
    {
        if (_frames.Count > _segmentStart)
            EndSegment(_frames.Count);
        return new FilmPlan(timeBase, _frames, _spans, _segments);
    }

    // A scene whose embedding is renewed becomes a scene of its own in the plan: one scene, one key frame.
    private SceneSpan Span(int frame, int detectedScene, bool isKeyFrame, bool isCut)
    {
        var span = _latest.TryGetValue(detectedScene, out var earlier) && !isKeyFrame
            ? earlier with { FirstFrame = frame, IsCut = isCut }
            : new SceneSpan(frame, _scenes++, frame, isCut);
        return _latest[detectedScene] = span;
    }

    private void EndSegment(int end)
    {
        _segments.Add(new Segment(_segments.Count, _segmentStart, end - _segmentStart));
        _segmentStart = end;
    }
}
