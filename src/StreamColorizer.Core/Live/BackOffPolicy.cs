namespace StreamColorizer.Core.Live;

/// <summary>
/// How long to wait before the next connection: 1 s for the first five, 5 s for the next five, 10 s for the next ten,
/// then 60 s, for ever, each ±20 % so that many feeds do not knock at once. A source that said no is asked each 60 s,
/// since cameras lock accounts. 30 s of frames begin the count anew.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="random">Where the ±20 % come from.</param>
public sealed class BackOffPolicy(TimeProvider time, Random random)
{
    private static readonly (int Tries, TimeSpan Wait)[] s_steps =
        [(5, TimeSpan.FromSeconds(1)), (5, TimeSpan.FromSeconds(5)), (10, TimeSpan.FromSeconds(10))];

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_healthy = TimeSpan.FromSeconds(30);
    private const double Jitter = .2;

    private int _tries;
    private long? _flowingSince;

    /// <summary>Told with each frame.</summary>
    public void Frame()
    {
        _flowingSince ??= time.GetTimestamp();
        if (_tries > 0 && time.GetElapsedTime(_flowingSince.Value) >= s_healthy)
            _tries = 0;
    }

    /// <summary>Told when a connection ended; the wait before the next one.</summary>
    /// <param name="fault">
    /// Why it ended. A changed layout is no failure: the next connection is made at once, unless 30 s of frames have not
    /// passed since the last one.
    /// </param>
    public TimeSpan Wait(FeedFault fault)
    {
        _flowingSince = null;
        if (fault == FeedFault.LayoutChanged && _tries == 0)
        {
            _tries = 1;
            return TimeSpan.Zero;
        }

        var wait = fault is FeedFault.Refused or FeedFault.TooLarge ? s_longest : Step(_tries);
        _tries++;
        return wait * (1 + Jitter * (2 * random.NextDouble() - 1));
    }

    private static TimeSpan Step(int tries)
    {
        foreach (var (count, wait) in s_steps)
        {
            if (tries < count)
                return wait;
            tries -= count;
        }

        return s_longest;
    }
}
