using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Scenes;

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
    private int _segmentStart;
    private int _lastCut;

    /// <summary>Frames planned so far.</summary>
    public int Count => _frames.Count;

    /// <summary>Adds the next frame.</summary>
    /// <param name="pts">Timestamp in ticks.</param>
    /// <param name="mark">The frame's scene.</param>
    public void Add(long pts, SceneMark mark)
    {
        var frame = _frames.Count;
        _frames.Add(pts);
        var isCut = frame > 0 && mark.IsCut;
        if (frame == 0 || mark.Event != SceneEvent.Same)
            _spans.Add(new SceneSpan(frame, mark.Scene, isCut));
        while (frame > _segmentStart && timeBase.Seconds(pts - _frames.Pts(_segmentStart)) > MaxSegmentSeconds)
            EndSegment(_lastCut > _segmentStart ? _lastCut : Math.Max(frame - 1, _segmentStart + 1));
        if (isCut)
            _lastCut = frame;
    }

    /// <summary>Ends the plan.</summary>
    /// <param name="embeddings">Embedding of each scene by its number; null where frames are not colored by scene.</param>
    public FilmPlan Build(IReadOnlyDictionary<int, float[]>? embeddings = null)
    {
        if (_frames.Count > _segmentStart)
            EndSegment(_frames.Count);
        return new FilmPlan(timeBase, _frames, _spans, _segments, embeddings);
    }

    private void EndSegment(int end)
    {
        _segments.Add(new Segment(_segments.Count, _segmentStart, end - _segmentStart));
        _segmentStart = end;
    }
}
