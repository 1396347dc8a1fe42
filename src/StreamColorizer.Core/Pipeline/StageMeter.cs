namespace StreamColorizer.Core.Pipeline;

/// <summary>
/// Where one stage's time went: at work, waiting for input, or waiting for room in the next queue.
/// Written by the stage alone, read by anyone.
/// </summary>
/// <param name="name">The stage, as reports show it.</param>
public sealed class StageMeter(string name)
{
    private TimeProvider _time = TimeProvider.System;
    private long _mark;
    private long _busy;
    private long _starved;
    private long _blocked;

    /// <summary>The stage, as reports show it.</summary>
    public string Name => name;

    /// <summary>Time at work.</summary>
    public TimeSpan Busy => Elapsed(ref _busy);

    /// <summary>Time spent waiting for input.</summary>
    public TimeSpan Starved => Elapsed(ref _starved);

    /// <summary>Time spent waiting for room in the next queue.</summary>
    public TimeSpan Blocked => Elapsed(ref _blocked);

    /// <summary>Share of the time at work, 0 to 1; 0 before the first frame.</summary>
    public double Utilization
    {
        get
        {
            var all = Busy + Starved + Blocked;
            return all > TimeSpan.Zero ? Busy / all : 0;
        }
    }

    internal void Begin(TimeProvider time)
    {
        _time = time;
        _mark = time.GetTimestamp();
    }

    /// <summary>The time since the last mark was work.</summary>
    internal void WasBusy() => Mark(ref _busy);

    /// <summary>The time since the last mark was a wait for input.</summary>
    internal void WasStarved() => Mark(ref _starved);

    /// <summary>The time since the last mark was a wait for room.</summary>
    internal void WasBlocked() => Mark(ref _blocked);

    private void Mark(ref long sum)
    {
        var now = _time.GetTimestamp();
        Volatile.Write(ref sum, sum + (now - _mark));
        _mark = now;
    }

    private TimeSpan Elapsed(ref long ticks) => _time.GetElapsedTime(0, Volatile.Read(ref ticks));
}
