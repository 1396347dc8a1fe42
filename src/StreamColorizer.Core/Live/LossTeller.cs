using Microsoft.Extensions.Logging;

namespace StreamColorizer.Core.Live;

/// <summary>Tells of lost and gray frames, once a second at the most.</summary>
internal sealed class LossTeller(string feed, FeedMetrics metrics, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private long? _told;
    private double _dropped;
    private double _gray;

    public void Tell()
    {
        lock (_lock)
        {
            if (_told is { } told && time.GetElapsedTime(told) < s_every)
                return;
            _told = time.GetTimestamp();
            var dropped = Enum.GetValues<DropCause>().Where(cause => cause != DropCause.Rate).Sum(cause => metrics.Dropped(cause).Value);
            var gray = Enum.GetValues<GrayReason>().Sum(reason => metrics.Gray(reason).Value);
            if (dropped > _dropped || gray > _gray)
                log.Losses(feed, (long)(dropped - _dropped), (long)(gray - _gray));
            (_dropped, _gray) = (dropped, gray);
        }
    }
}
