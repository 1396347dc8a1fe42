using Prometheus;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>The metrics of one feed. All series are there from the start, and gone with the feed.</summary>
internal sealed class FeedMetrics(string feed, SeriesGroup series) : IDisposable
{
    // Boundaries at the objectives (100 ms, and half a second before the alert) and at frame times of 60 to 15 per second.
    private static readonly double[] s_latencyBuckets =
        [.01, .0167, .025, .0333, .05, .0667, .1, .15, .2, .3, .5, .75, 1, 1.5, 2, 3, 5, 10];

    private readonly Dictionary<DropCause, ICounter> _dropped = series.Counters<DropCause>(
        "streamcolorizer_frames_dropped_total", "Decoded frames that did not go out.", "reason");

    private readonly Dictionary<GrayReason, ICounter> _gray = series.Counters<GrayReason>(
        "streamcolorizer_frames_gray_total", "Frames that went out gray although they were to be colored.", "reason");

    private readonly Dictionary<FeedFault, ICounter> _reconnects = series.Counters<FeedFault>(
        "streamcolorizer_feed_reconnects_total", "Connections that ended.", "reason");

    private readonly Dictionary<EmbeddingResult, ICounter> _embeddings = series.Counters<EmbeddingResult>(
        "streamcolorizer_embedding_requests_total", "Frames that needed their scene's embedding.", "result");

    private readonly Dictionary<PictureTrouble, ICounter> _troubles = series.Counters<PictureTrouble>(
        "streamcolorizer_picture_troubles_total", "Times that the camera's picture turned black or froze, though frames came.", "trouble");

    private readonly Dictionary<PictureTrouble, IGauge> _troubled = series.Gauges<PictureTrouble>(
        "streamcolorizer_picture_troubled", "1 while the camera's picture is black or frozen.", "trouble");

    /// <summary>Makes the feed's series.</summary>
    /// <param name="feed">The feed's name.</param>
    public FeedMetrics(string feed)
        : this(feed, new SeriesGroup(("feed", feed)))
    {
    }

    public ICounter Decoded { get; } = series.Counter(
        "streamcolorizer_frames_decoded_total", "Frames that the source delivered.");

    public ICounter Colorized { get; } = series.Counter(
        "streamcolorizer_frames_colorized_total", "Frames that went out with estimated color.");

    public ICounter Still { get; } = series.Counter(
        "streamcolorizer_frames_still_total", "Frames that kept the color of an earlier one, for nothing in the picture had moved.");

    public ICounter Passed { get; } = series.Counter(
        "streamcolorizer_frames_passed_total", "Frames that went out as the camera sent them.");

    public ICounter Stale { get; } = series.Counter(
        "streamcolorizer_frames_stale_total", "Repetitions of the last frame while the source was lost.");

    public ICounter Complaints { get; } = series.Counter(
        "streamcolorizer_decoder_complaints_total",
        "Lines of complaint by the decoder (damaged packets), counted when a connection ends.");

    public ICounter Jumps { get; } = series.Counter(
        "streamcolorizer_timestamp_jumps_total", "Timestamps of the source that ran backwards or jumped ahead.");

    public IGauge Up { get; } = series.Gauge("streamcolorizer_feed_up", "1 while frames come, 0 while they do not.");

    public IGauge Passing { get; } = series.Gauge(
        "streamcolorizer_feed_passing", "1 while the camera's own color is passed through.");

    public IGauge LastFrame { get; } = series.Gauge(
        "streamcolorizer_feed_last_frame_timestamp_seconds", "When the last frame came from the source; 0 before the first.");

    public IGauge Colorfulness { get; } = series.Gauge(
        "streamcolorizer_output_colorfulness", "Mean distance of the output's chroma from gray, in 8-bit levels.");

    public IGauge ChromaChange { get; } = series.Gauge(
        "streamcolorizer_output_chroma_change", "Mean change of the output's chroma between samples one second apart, in 8-bit levels.");

    public IGauge OutputCdc { get; } = series.Gauge(
        "streamcolorizer_output_cdc",
        "Color distribution consistency of the output over the last minute, five frames in a row each 5 s; lower is steadier.");

    public IGauge InputCdc { get; } = series.Gauge(
        "streamcolorizer_input_cdc", "The same of the output's luma alone: what motion and light change.");

    public IGauge PoolOutstanding { get; } = series.Gauge(
        "streamcolorizer_frame_pool_outstanding", "Frames of the feed that are on their way.");

    public IGauge PoolCapacity { get; } = series.Gauge(
        "streamcolorizer_frame_pool_capacity", "Frames of the feed that can be on their way.");

    /// <summary>One observation for each frame that went out.</summary>
    public IHistogram Latency { get; } = series.Histogram(
        "streamcolorizer_frame_latency_seconds", "Time from a decoded frame to the queues of the sinks.", s_latencyBuckets);

    /// <summary>One observation for each frame and sink; repetitions of the last frame are not among them.</summary>
    public IHistogram Processing { get; } = series.Histogram(
        "streamcolorizer_processing_latency_seconds", "Time from a decoded frame until an encoder took it.", s_latencyBuckets);

    /// <summary>Frames whose scene was known, and frames whose scene was asked for.</summary>
    public ICounter Embeddings(EmbeddingResult result) => _embeddings[result];

    /// <summary>Decoded frames that did not go out.</summary>
    public ICounter Dropped(DropCause cause) => _dropped[cause];

    /// <summary>Frames that went out gray.</summary>
    public ICounter Gray(GrayReason reason) => _gray[reason];

    /// <summary>Connections that ended.</summary>
    public ICounter Reconnects(FeedFault fault) => _reconnects[fault];

    /// <summary>Times that the picture was in trouble.</summary>
    public ICounter Troubles(PictureTrouble trouble) => _troubles[trouble];

    /// <summary>1 while it is.</summary>
    public IGauge Troubled(PictureTrouble trouble) => _troubled[trouble];

    /// <summary>Dropped frames, all causes together.</summary>
    public long AllDropped => Sum(_dropped);

    /// <summary>Gray frames, all reasons together.</summary>
    public long AllGray => Sum(_gray);

    /// <summary>Connections that ended, all reasons together.</summary>
    public long AllReconnects => Sum(_reconnects);

    /// <summary>Takes over what the walk counts.</summary>
    public void Update(PipelineProgress walk)
    {
        Embeddings(EmbeddingResult.Hit).IncTo(walk.EmbeddingHits);
        Embeddings(EmbeddingResult.Miss).IncTo(walk.EmbeddingRequests - walk.EmbeddingHits);
        Dropped(DropCause.IntakeFull).IncTo(walk.Dropped);
    }

    /// <summary>
    /// Told between connections, when nothing is on its way: what neither went out nor was dropped, was given up with the
    /// connection.
    /// </summary>
    public void CloseBooks(PipelineProgress walk)
    {
        Update(walk);
        Dropped(DropCause.Abandoned).Inc(Math.Max(0, Decoded.Value - Latency.Count - AllDropped));
    }

    /// <summary>Ends the feed's series.</summary>
    public void Dispose()
    {
        series.Dispose();
        RecordingMetrics.Remove(feed);
    }

    private static long Sum<T>(Dictionary<T, ICounter> counters)
        where T : struct, Enum
    {
        var sum = 0.0;
        foreach (var counter in counters.Values)
            sum += counter.Value;
        return (long)sum;
    }
}
