using Prometheus;

namespace StreamColorizer.Core.Live;

/// <summary>The metrics of a feed's recordings.</summary>
public sealed class RecordingMetrics
{
    private static readonly Counter s_bytes = Metrics.CreateCounter(
        "streamcolorizer_recording_written_bytes_total", "Bytes of finished recordings.", "feed");

    private static readonly Gauge s_last = Metrics.CreateGauge(
        "streamcolorizer_recording_last_segment_timestamp_seconds", "When the last recording was finished.", "feed");

    private static readonly Gauge s_free = Metrics.CreateGauge(
        "streamcolorizer_recording_disk_free_bytes", "Free bytes of the disk that holds the recordings.", "feed");

    private readonly string _feed;

    private RecordingMetrics(string feed) => _feed = feed;

    /// <summary>Makes the feed's series.</summary>
    public static RecordingMetrics For(string feed)
    {
        s_bytes.WithLabels(feed);
        return new RecordingMetrics(feed);
    }

    /// <summary>Told when a recording has its final name.</summary>
    public void Finished(string path, DateTimeOffset now)
    {
        s_last.WithLabels(_feed).Set(now.ToUnixTimeMilliseconds() / 1000d);
        if (new FileInfo(path) is { Exists: true } file)
            s_bytes.WithLabels(_feed).Inc(file.Length);
    }

    /// <summary>Told how much room the disk has.</summary>
    public void Free(long bytes) => s_free.WithLabels(_feed).Set(bytes);

    /// <summary>Ends the feed's series.</summary>
    internal static void Remove(string feed)
    {
        s_bytes.RemoveLabelled(feed);
        s_last.RemoveLabelled(feed);
        s_free.RemoveLabelled(feed);
    }
}
