using Prometheus;

namespace StreamColorizer.Hosting;

/// <summary>Shows that the process turns: beaten once a second by the loop that watches the feeds.</summary>
/// <param name="time">The clock.</param>
internal sealed class Heartbeat(TimeProvider time)
{
    private static readonly Gauge s_beat = Metrics.CreateGauge(
        "streamcolorizer_heartbeat_timestamp_seconds", "When the worker's own loop last turned.");

    private static readonly Gauge s_build = Metrics.CreateGauge("streamcolorizer_build_info", "1; the version is in the label.", "version");

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);
    private static readonly string s_version = typeof(Heartbeat).Assembly.GetName().Version?.ToString(3) ?? "";
    private long _last = time.GetTimestamp();

    /// <summary>True while the loop turns.</summary>
    public bool IsAlive => time.GetElapsedTime(Volatile.Read(ref _last)) < s_longest;

    /// <summary>Told by the loop.</summary>
    public void Beat()
    {
        Volatile.Write(ref _last, time.GetTimestamp());
        s_build.WithLabels(s_version).Set(1);
        s_beat.Set(time.GetUtcNow().ToUnixTimeMilliseconds() / 1000d);
    }
}
