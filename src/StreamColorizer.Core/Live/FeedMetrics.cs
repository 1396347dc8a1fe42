using Prometheus;

namespace StreamColorizer.Core.Live;

/// <summary>The metrics of one feed. All series are there from the start, and gone with the feed.</summary>
public sealed class FeedMetrics : IDisposable
{
    private static readonly double[] s_latencyBuckets = [.01, .025, .05, .1, .2, .3, .5, .75, 1, 1.5, 2, 3, 5, 10];

    private static readonly Counter s_decoded = Metrics.CreateCounter(
        "streamcolorizer_frames_decoded_total", "Frames that the source delivered.", "feed");

    private static readonly Counter s_colorized = Metrics.CreateCounter(
        "streamcolorizer_frames_colorized_total", "Frames that went out with estimated color.", "feed");

    private static readonly Counter s_passed = Metrics.CreateCounter(
        "streamcolorizer_frames_passed_total", "Frames that went out as the camera sent them.", "feed");

    private static readonly Counter s_gray = Metrics.CreateCounter(
        "streamcolorizer_frames_gray_total", "Frames that went out gray although they were to be colored.", "feed", "reason");

    private static readonly Counter s_dropped = Metrics.CreateCounter(
        "streamcolorizer_frames_dropped_total", "Decoded frames that did not go out.", "feed", "reason");

    private static readonly Counter s_stale = Metrics.CreateCounter(
        "streamcolorizer_frames_stale_total", "Repetitions of the last frame while the source was lost.", "feed");

    private static readonly Counter s_reconnects = Metrics.CreateCounter(
        "streamcolorizer_feed_reconnects_total", "Connections that ended.", "feed", "reason");

    private static readonly Counter s_complaints = Metrics.CreateCounter(
        "streamcolorizer_decoder_complaints_total", "Lines of complaint by the decoder (damaged packets), counted when a connection ends.", "feed");

    private static readonly Counter s_jumps = Metrics.CreateCounter(
        "streamcolorizer_timestamp_jumps_total", "Timestamps of the source that ran backwards or jumped ahead.", "feed");

    private static readonly Gauge s_up = Metrics.CreateGauge(
        "streamcolorizer_feed_up", "1 while frames come, 0 while they do not.", "feed");

    private static readonly Gauge s_passing = Metrics.CreateGauge(
        "streamcolorizer_feed_passing", "1 while the camera's own color is passed through.", "feed");

    private static readonly Gauge s_lastFrame = Metrics.CreateGauge(
        "streamcolorizer_feed_last_frame_timestamp_seconds", "When the last frame came from the source; 0 before the first.", "feed");

    private static readonly Gauge s_colorfulness = Metrics.CreateGauge(
        "streamcolorizer_output_colorfulness", "Mean distance of the output's chroma from gray, in 8-bit levels.", "feed");

    private static readonly Gauge s_steadiness = Metrics.CreateGauge(
        "streamcolorizer_output_chroma_change", "Mean change of the output's chroma between samples one second apart, in 8-bit levels.", "feed");

    private static readonly Gauge s_pool = Metrics.CreateGauge(
        "streamcolorizer_frame_pool_outstanding", "Frames of the feed that are on their way.", "feed");

    private static readonly Gauge s_poolCapacity = Metrics.CreateGauge(
        "streamcolorizer_frame_pool_capacity", "Frames of the feed that can be on their way.", "feed");

    private static readonly Counter s_embeddings = Metrics.CreateCounter(
        "streamcolorizer_embedding_requests_total", "Frames that needed their scene's embedding.", "feed", "result");

    private static readonly Histogram s_latency = Metrics.CreateHistogram(
        "streamcolorizer_frame_latency_seconds", "Time from a decoded frame to the encoders.", ["feed"],
        new HistogramConfiguration { Buckets = s_latencyBuckets });

    private readonly string _feed;
    private readonly Dictionary<DropCause, Counter.Child> _dropped;
    private readonly Dictionary<GrayReason, Counter.Child> _gray;
    private readonly Dictionary<FeedFault, Counter.Child> _reconnects;

    /// <summary>Makes the feed's series.</summary>
    /// <param name="feed">The feed's name.</param>
    public FeedMetrics(string feed)
    {
        _feed = feed;
        Decoded = s_decoded.WithLabels(feed);
        Colorized = s_colorized.WithLabels(feed);
        Passed = s_passed.WithLabels(feed);
        Stale = s_stale.WithLabels(feed);
        Complaints = s_complaints.WithLabels(feed);
        Jumps = s_jumps.WithLabels(feed);
        Up = s_up.WithLabels(feed);
        Passing = s_passing.WithLabels(feed);
        LastFrame = s_lastFrame.WithLabels(feed);
        Colorfulness = s_colorfulness.WithLabels(feed);
        ChromaChange = s_steadiness.WithLabels(feed);
        PoolOutstanding = s_pool.WithLabels(feed);
        PoolCapacity = s_poolCapacity.WithLabels(feed);
        EmbeddingHits = s_embeddings.WithLabels(feed, "hit");
        EmbeddingMisses = s_embeddings.WithLabels(feed, "miss");
        Latency = s_latency.WithLabels(feed);
        _dropped = Enum.GetValues<DropCause>().ToDictionary(cause => cause, cause => s_dropped.WithLabels(feed, Label(cause)));
        _gray = Enum.GetValues<GrayReason>().ToDictionary(why => why, why => s_gray.WithLabels(feed, Label(why)));
        _reconnects = Enum.GetValues<FeedFault>().ToDictionary(fault => fault, fault => s_reconnects.WithLabels(feed, Label(fault)));
    }

    /// <summary>Frames that the source delivered.</summary>
    public ICounter Decoded { get; }

    /// <summary>Frames that went out with estimated color.</summary>
    public ICounter Colorized { get; }

    /// <summary>Frames that went out as the camera sent them.</summary>
    public ICounter Passed { get; }

    /// <summary>Repetitions of the last frame.</summary>
    public ICounter Stale { get; }

    /// <summary>Lines of complaint by the decoder.</summary>
    public ICounter Complaints { get; }

    /// <summary>Timestamps of the source that jumped.</summary>
    public ICounter Jumps { get; }

    /// <summary>1 while frames come.</summary>
    public IGauge Up { get; }

    /// <summary>1 while the camera's own color is passed through.</summary>
    public IGauge Passing { get; }

    /// <summary>Unix time of the last frame.</summary>
    public IGauge LastFrame { get; }

    /// <summary>Mean distance of the output's chroma from gray.</summary>
    public IGauge Colorfulness { get; }

    /// <summary>Mean change of the output's chroma in a second.</summary>
    public IGauge ChromaChange { get; }

    /// <summary>Frames on their way.</summary>
    public IGauge PoolOutstanding { get; }

    /// <summary>Frames that can be on their way.</summary>
    public IGauge PoolCapacity { get; }

    /// <summary>Frames whose scene was known.</summary>
    public ICounter EmbeddingHits { get; }

    /// <summary>Frames whose scene was asked for.</summary>
    public ICounter EmbeddingMisses { get; }

    /// <summary>Time from a decoded frame to the encoders.</summary>
    public IHistogram Latency { get; }

    /// <summary>Decoded frames that did not go out.</summary>
    public ICounter Dropped(DropCause cause) => _dropped[cause];

    /// <summary>Frames that went out gray.</summary>
    public ICounter Gray(GrayReason reason) => _gray[reason];

    /// <summary>Connections that ended.</summary>
    public ICounter Reconnects(FeedFault fault) => _reconnects[fault];

    /// <summary>Ends the feed's series.</summary>
    public void Dispose()
    {
        foreach (var counter in (Collector<Counter.Child>[])[s_decoded, s_colorized, s_passed, s_stale, s_complaints, s_jumps])
            counter.RemoveLabelled(_feed);
        foreach (var gauge in (Collector<Gauge.Child>[])[s_up, s_passing, s_lastFrame, s_colorfulness, s_steadiness, s_pool, s_poolCapacity])
            gauge.RemoveLabelled(_feed);
        foreach (var child in _dropped.Values.Concat(_gray.Values).Concat(_reconnects.Values))
            child.Remove();
        s_embeddings.RemoveLabelled(_feed, "hit");
        s_embeddings.RemoveLabelled(_feed, "miss");
        s_latency.RemoveLabelled(_feed);
        RecordingMetrics.Remove(_feed);
    }

    /// <summary>An enum's value as a label: <c>intake_full</c>.</summary>
    internal static string Label<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
