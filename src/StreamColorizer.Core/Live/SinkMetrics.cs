using Prometheus;

namespace StreamColorizer.Core.Live;

/// <summary>The metrics of one sink of a feed, which is named by its kind and number.</summary>
internal sealed class SinkMetrics(SeriesGroup series) : IDisposable
{
    /// <summary>Makes the sink's series.</summary>
    public SinkMetrics(string feed, string sink)
        : this(new SeriesGroup(("feed", feed), ("sink", sink)))
    {
    }

    public ICounter Written { get; } = series.Counter(
        "streamcolorizer_frames_encoded_total", "Frames that a sink's encoder took, repetitions included.");

    public ICounter Dropped { get; } = series.Counter(
        "streamcolorizer_sink_dropped_frames_total", "Frames that a sink did not get: it was slow or down.");

    public ICounter LostPackets { get; } = series.Counter(
        "streamcolorizer_sink_lost_packets_total", "Packets of sound or original picture that a sink did not get.");

    public ICounter Failures { get; } = series.Counter(
        "streamcolorizer_sink_failures_total", "Times that a sink broke.");

    public IGauge Up { get; } = series.Gauge("streamcolorizer_sink_up", "1 while the sink takes frames.");

    /// <summary>Ends the sink's series.</summary>
    public void Dispose() => series.Dispose();
}
