namespace StreamColorizer.Core.Live;

/// <summary>Frames a second over the last seconds. Written by one, read by many.</summary>
internal sealed class RateMeter(TimeProvider time)
{
    private const int Kept = 32;
    private readonly Lock _lock = new();
    private readonly long[] _times = new long[Kept];
    private long _count;

    /// <summary>0 when nothing came for a while.</summary>
    public double PerSecond
    {
        get
        {
            lock (_lock)
            {
                var steps = Math.Min(_count, Kept) - 1;
                if (steps < 1)
                    return 0;
                var oldest = _times[(_count - 1 - steps) % Kept];
                var latest = _times[(_count - 1) % Kept];
                var span = time.GetElapsedTime(oldest, latest).TotalSeconds;
                var silence = time.GetElapsedTime(latest).TotalSeconds;
                return span <= 0 || silence > 5 * span / steps + 1 ? 0 : steps / span;
            }
        }
    }

    /// <summary>Seconds between the last two frames; 0 before the second frame.</summary>
    public double LastStep
    {
        get
        {
            lock (_lock)
                return _count < 2 ? 0 : time.GetElapsedTime(_times[(_count - 2) % Kept], _times[(_count - 1) % Kept]).TotalSeconds;
        }
    }

    public void Count()
    {
        lock (_lock)
            _times[_count++ % Kept] = time.GetTimestamp();
    }
}
