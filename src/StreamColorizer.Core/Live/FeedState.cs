namespace StreamColorizer.Core.Live;

/// <summary>What a feed is doing, and what went wrong last. Written by its loop, read by many.</summary>
internal sealed class FeedState(TimeProvider time)
{
    private readonly Lock _lock = new();
    private FeedPhase _phase;
    private DateTimeOffset _since = time.GetUtcNow();

    /// <summary>What it does, and since when pictures come, or do not.</summary>
    public (FeedPhase Phase, DateTimeOffset Since) Now
    {
        get
        {
            lock (_lock)
                return (_phase, _since);
        }
    }

    /// <summary>The last sentence of trouble, without credentials; null if there was none.</summary>
    public string? LastError { get; set; }

    /// <summary>Who decodes; empty before the first connection.</summary>
    public string Decoder { get; set; } = "";

    public void Enter(FeedPhase phase)
    {
        lock (_lock)
        {
            // Each try to connect anew is the same outage.
            if ((_phase == FeedPhase.Up) != (phase == FeedPhase.Up))
                _since = time.GetUtcNow();
            _phase = phase;
        }
    }
}
