using Prometheus;

namespace StreamColorizer.Media.Live;

/// <summary>The metrics of a feed's recordings.</summary>
internal sealed class RecordingMetrics
{
    private static readonly Counter s_bytes = Metrics.CreateCounter(
        "streamcolorizer_recording_written_bytes_total", "Bytes of finished recordings.", "feed");

    private static readonly Gauge s_last = Metrics.CreateGauge(
        "streamcolorizer_recording_last_segment_timestamp_seconds", "When the last recording was finished.", "feed");

    private static readonly Gauge s_free = Metrics.CreateGauge(
        "streamcolorizer_recording_disk_free_bytes", "Free bytes of the disk that holds the recordings.", "feed");

    private readonly string _feed;

    private RecordingMetrics(string feed) => _feed = feed;

    public static RecordingMetrics For(string feed)
    {
        s_bytes.WithLabels(feed);
        return new RecordingMetrics(feed);
    }

    public void Finished(string path, DateTimeOffset now)
    {
        s_last.WithLabels(_feed).Set(now.ToUnixTimeMilliseconds() / 1000d);
        if (new FileInfo(path) is { Exists: true } file)
            s_bytes.WithLabels(_feed).Inc(file.Length);
    }

    public void Free(long bytes) => s_free.WithLabels(_feed).Set(bytes);
}
