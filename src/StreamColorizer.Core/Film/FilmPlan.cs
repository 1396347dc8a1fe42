using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Film;

/// <summary>
/// What is fixed from luma alone before anything is colored: the frames that must come out, the embedding that
/// each of them uses, and the segments. A segment's color follows from source, model, options and this.
/// </summary>
public sealed class FilmPlan
{
    private readonly SceneSpan[] _spans;
    private readonly Segment[] _segments;

    /// <summary>Puts a plan together; <see cref="FilmPlanner"/> makes new ones, <see cref="PlanFile"/> reads old ones.</summary>
    /// <param name="timeBase">Unit of the frames' timestamps.</param>
    /// <param name="frames">Every frame, in display order.</param>
    /// <param name="spans">Scene spans in order; the first begins at frame 0.</param>
    /// <param name="segments">Segments in order, without a gap.</param>
    /// <param name="embeddings">Embedding of each scene by its number; null where frames are not colored by scene.</param>
    public FilmPlan(
        TimeBase timeBase, FrameList frames, IEnumerable<SceneSpan> spans, IEnumerable<Segment> segments,
        IReadOnlyDictionary<int, float[]>? embeddings = null)
    {
        TimeBase = timeBase;
        Frames = frames;
        _spans = [.. spans];
        _segments = [.. segments];
        Embeddings = embeddings ?? new Dictionary<int, float[]>();
        Check();
    }

    /// <summary>Unit of the frames' timestamps.</summary>
    public TimeBase TimeBase { get; }

    /// <summary>Timestamp of every frame.</summary>
    public FrameList Frames { get; }

    /// <summary>Scene spans in order.</summary>
    public IReadOnlyList<SceneSpan> Spans => _spans;

    /// <summary>Segments in order.</summary>
    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>Embedding of each scene by its number, never to be written; empty where frames are not colored by scene.</summary>
    public IReadOnlyDictionary<int, float[]> Embeddings { get; }

    /// <summary>Different scenes; a returning one counts once.</summary>
    public int SceneCount => _spans.Select(span => span.Scene).Distinct().Count();

    /// <summary>Cuts within the film.</summary>
    public int CutCount => _spans.Count(span => span.IsCut && span.FirstFrame > 0);

    /// <summary>Time from the first frame's timestamp to the last one's, in seconds.</summary>
    public double SpanSeconds => Frames.Count == 0 ? 0 : TimeBase.Seconds(Frames.Pts(Frames.Count - 1) - Frames.Pts(0));

    /// <summary>The segment that a frame lies in.</summary>
    public Segment SegmentAt(int frame)
    {
        int low = 0, high = _segments.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_segments[middle].FirstFrame <= frame)
                low = middle;
            else
                high = middle - 1;
        }

        return _segments[low];
    }

    private void Check()
    {
        var next = 0;
        foreach (var segment in _segments)
        {
            if (segment.FirstFrame != next || segment.FrameCount < 1)
                throw new ArgumentException($"Segment {segment.Index} does not continue at frame {next}.");
            next = segment.EndFrame;
        }

        if (next != Frames.Count)
            throw new ArgumentException($"The segments end at frame {next}, the film at {Frames.Count}.");
        if (Frames.Count > 0 && (_spans.Length == 0 || _spans[0].FirstFrame != 0))
            throw new ArgumentException("The first scene span does not begin at frame 0.");
        if (Embeddings.Count > 0 && _spans.Any(span => !Embeddings.ContainsKey(span.Scene)))
            throw new ArgumentException("A scene has no embedding.");
    }
}
