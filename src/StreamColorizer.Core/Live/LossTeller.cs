using Microsoft.Extensions.Logging;

namespace StreamColorizer.Core.Live;

/// <summary>Tells of lost and gray frames, once a second at the most.</summary>
internal sealed class LossTeller(string feed, FeedMetrics metrics, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private long? _told;
    private long _dropped;
    private long _gray;

    public void Tell()
    {
        lock (_lock)
        {
            if (_told is { } told && time.GetElapsedTime(told) < s_every)
                return;
            _told = time.GetTimestamp();
            var dropped = metrics.AllDropped - (long)metrics.Dropped(DropCause.Rate).Value;
            var gray = metrics.AllGray;
            if (dropped > _dropped || gray > _gray)
                log.Losses(feed, dropped - _dropped, gray - _gray);
            (_dropped, _gray) = (dropped, gray);
        }
    }
}
