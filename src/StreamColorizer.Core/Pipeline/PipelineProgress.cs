namespace StreamColorizer.Core.Pipeline;

/// <summary>
/// Counters of one walk, or of several one after another that share it. Written by the stages, read by the progress
/// line, the report and the metrics at any time; each number is exact, together they are a moment's glance.
/// </summary>
public sealed class PipelineProgress
{
    private Func<QueueFill[]> _queues = static () => [];
    private long _read;
    private long _dropped;
    private long _skipped;
    private long _out;
    private long _embeddingRequests;
    private long _asked;

    /// <summary>Frames that the source delivered.</summary>
    public long FramesIn => Volatile.Read(ref _read) + Dropped;

    /// <summary>Frames given back unpainted because the guide said so (their segment is finished).</summary>
    public long Skipped => Volatile.Read(ref _skipped);

    /// <summary>Frames that the sink took.</summary>
    public long FramesOut => Volatile.Read(ref _out);

    /// <summary>Frames given up at a full intake: the machine is slower than the feed.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Frames that needed an embedding.</summary>
    public long EmbeddingRequests => Volatile.Read(ref _embeddingRequests);

    /// <summary>
    /// Frames that needed an embedding less those for which the global graph was asked; a film asks before it colors.
    /// </summary>
    public long EmbeddingHits => Math.Max(0, EmbeddingRequests - Volatile.Read(ref _asked));

    /// <summary>Reads frames, finds their scenes, asks for embeddings.</summary>
    public StageMeter Scenes { get; } = new("scenes");

    /// <summary>Scales lightness and fills batches.</summary>
    public StageMeter Batcher { get; } = new("batcher");

    /// <summary>Runs the fusion graph.</summary>
    public StageMeter Colorizer { get; } = new("colorizer");

    /// <summary>Turns a, b into chroma planes.</summary>
    public StageMeter Painter { get; } = new("painter");

    /// <summary>Hands frames to the sink.</summary>
    public StageMeter Sink { get; } = new("sink");

    /// <summary>The stages in the order of the walk.</summary>
    public IReadOnlyList<StageMeter> Stages => [Scenes, Batcher, Colorizer, Painter, Sink];

    /// <summary>The queues of the walk now at work, in its order; empty before the first.</summary>
    public IReadOnlyList<QueueFill> Queues() => _queues();

    internal void Watch(Func<QueueFill[]> queues) => _queues = queues;

    internal void CountRead() => Interlocked.Increment(ref _read);

    internal void CountSkipped() => Interlocked.Increment(ref _skipped);

    internal void CountOut() => Interlocked.Increment(ref _out);

    internal void CountDropped() => Interlocked.Increment(ref _dropped);

    internal void CountEmbedding() => Interlocked.Increment(ref _embeddingRequests);

    internal void CountAsked() => Interlocked.Increment(ref _asked);
}
