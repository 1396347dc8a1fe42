using StreamColorizer.Core.Configuration;

namespace StreamColorizer.Core.Live;

/// <summary>Cuts a connection that gives no new picture, unless the worker itself or the whole network stood still.</summary>
internal sealed class StallWatch(FeedConfig feed, FeedKit kit)
{
    private readonly StallPolicy _policy = new(kit.Time, feed.ConnectTimeout, feed.StallTimeout);

    /// <summary>Told with each frame.</summary>
    /// <param name="timestamp">The frame's own time, from any origin.</param>
    /// <param name="isFirst">True for the first of the connection.</param>
    public void Frame(TimeSpan timestamp, bool isFirst)
    {
        if (isFirst && !feed.IsFile)
            kit.Fleet.Join(_policy);
        var jumps = _policy.Jumps;
        _policy.Frame(timestamp);
        kit.Metrics.Jumps.Inc(_policy.Jumps - jumps);
    }

    /// <summary>Watches until the connection ends.</summary>
    /// <param name="cut">Ends the connection; ended in another way, it ends the watch.</param>
    /// <returns>Why the connection was cut, and how long it had been silent; null if it ended in another way.</returns>
    public async Task<(FeedFault Fault, TimeSpan Silence)?> RunAsync(CancellationTokenSource cut)
    {
        using var timer = new PeriodicTimer(StallPolicy.CheckEvery, kit.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cut.Token))
            {
                var stalls = _policy.WorkerStalls;
                var isStalled = _policy.IsStalled();
                if (_policy.WorkerStalls > stalls)
                    kit.Fleet.StoodStill();
                if (!isStalled || kit.Fleet.Judge(_policy, feed.StallTimeout) is not { } cause)
                    continue;
                var silence = kit.Time.GetElapsedTime(_policy.LastProgress);
                await cut.CancelAsync();
                return (cause, silence);
            }
        }
        catch (OperationCanceledException)
        {
            // The session ended in another way.
        }

        return null;
    }

    /// <summary>Told when the connection is over.</summary>
    public void Leave() => kit.Fleet.Leave(_policy);
}
