using Prometheus;

namespace StreamColorizer.Core.Live;

/// <summary>The metrics of one sink of a feed, which is named by its kind and number.</summary>
public sealed class SinkMetrics : IDisposable
{
    private static readonly Counter s_written = Metrics.CreateCounter(
        "streamcolorizer_frames_encoded_total", "Frames that a sink's encoder took, repetitions included.", "feed", "sink");

    private static readonly Counter s_dropped = Metrics.CreateCounter(
        "streamcolorizer_sink_dropped_frames_total", "Frames that a sink did not get: it was slow or down.", "feed", "sink");

    private static readonly Counter s_restarts = Metrics.CreateCounter(
        "streamcolorizer_sink_failures_total", "Times that a sink broke.", "feed", "sink");

    private static readonly Gauge s_up = Metrics.CreateGauge(
        "streamcolorizer_sink_up", "1 while the sink takes frames.", "feed", "sink");

    private readonly string[] _labels;

    /// <summary>Makes the sink's series.</summary>
    public SinkMetrics(string feed, string sink)
    {
        _labels = [feed, sink];
        Written = s_written.WithLabels(_labels);
        Dropped = s_dropped.WithLabels(_labels);
        Failures = s_restarts.WithLabels(_labels);
        Up = s_up.WithLabels(_labels);
    }

    /// <summary>Frames that the encoder took.</summary>
    public ICounter Written { get; }

    /// <summary>Frames that the sink did not get.</summary>
    public ICounter Dropped { get; }

    /// <summary>Times that the sink broke.</summary>
    public ICounter Failures { get; }

    /// <summary>1 while the sink takes frames.</summary>
    public IGauge Up { get; }

    /// <summary>Ends the sink's series.</summary>
    public void Dispose()
    {
        s_written.RemoveLabelled(_labels);
        s_dropped.RemoveLabelled(_labels);
        s_restarts.RemoveLabelled(_labels);
        s_up.RemoveLabelled(_labels);
    }
}
