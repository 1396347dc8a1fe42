using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Pipeline;

/// <summary>
/// Where one stage's time went: at work, waiting for input, or waiting for room in the next queue.
/// Written by the stage alone, read by anyone.
/// </summary>
/// <param name="name">The stage, as reports show it.</param>
public sealed class StageMeter(string name)
{
    private readonly StageMetrics _metrics = new(name);
    private TimeProvider _time = TimeProvider.System;
    private long _mark;
    private long _item;
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

    /// <summary>The last mark, as the clock's timestamp.</summary>
    internal long Now => _mark;

    internal void Begin(TimeProvider time)
    {
        _time = time;
        _mark = time.GetTimestamp();
    }

    /// <summary>The time since the last mark was a wait for this frame or batch.</summary>
    internal void Took<T>(T item)
        where T : IQueued
    {
        _metrics.Starved.Inc(Seconds(Mark(ref _starved)));
        _metrics.Wait.Observe(Seconds(_mark - item.QueuedAt));
    }

    /// <summary>The time since the last mark was work on the frame or batch.</summary>
    internal void WasBusy() => _item += Mark(ref _busy);

    /// <summary>The time since the last mark was a wait for room.</summary>
    internal void WasBlocked() => _metrics.Blocked.Inc(Seconds(Mark(ref _blocked)));

    /// <summary>As <see cref="WasBusy"/>, and the frame or batch is done with.</summary>
    internal void Finished()
    {
        WasBusy();
        _metrics.Duration.Observe(Seconds(_item));
        _item = 0;
    }

    private long Mark(ref long sum)
    {
        var now = _time.GetTimestamp();
        var passed = now - _mark;
        Volatile.Write(ref sum, sum + passed);
        _mark = now;
        return passed;
    }

    private double Seconds(long ticks) => (double)ticks / _time.TimestampFrequency;

    private TimeSpan Elapsed(ref long ticks) => _time.GetElapsedTime(0, Volatile.Read(ref ticks));
}
