using Prometheus;

namespace StreamColorizer.Hosting;

/// <summary>Shows that the process turns: beaten once a second by the loop that watches the feeds.</summary>
/// <param name="time">The clock.</param>
internal sealed class Heartbeat(TimeProvider time)
{
    private static readonly Gauge s_beat = Metrics.CreateGauge(
        "streamcolorizer_heartbeat_timestamp_seconds", "When the worker's own loop last turned.");

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);
    private long _last = time.GetTimestamp();

    /// <summary>True while the loop turns.</summary>
    public bool IsAlive => time.GetElapsedTime(Volatile.Read(ref _last)) < s_longest;

    /// <summary>Told by the loop.</summary>
    public void Beat()
    {
        Volatile.Write(ref _last, time.GetTimestamp());
        s_beat.Set(time.GetUtcNow().ToUnixTimeMilliseconds() / 1000d);
    }
}
