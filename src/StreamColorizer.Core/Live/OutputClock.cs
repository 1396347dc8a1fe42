using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>
/// Timestamps of a feed's output: the source's own steps, laid on the clock, so that a viewer sees real time also after
/// drops, reconnects and jumps of the source's clock. Always growing.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class OutputClock(TimeProvider time)
{
    /// <summary>The unit: 1/90000 s, RTP's.</summary>
    public static readonly TimeBase TimeBase = new(1, 90000);

    // Beyond this distance from the clock, the source's time is laid anew.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMilliseconds(500);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan? _offset;
    private long _last = -1;

    /// <summary>The timestamp of the next frame.</summary>
    /// <param name="source">The frame's own time from any origin; null for frames that the source did not send.</param>
    /// <param name="arrived">When the frame arrived, as a timestamp of the clock.</param>
    public long Next(TimeSpan? source, long arrived)
    {
        var now = time.GetElapsedTime(_start, arrived);
        if (source is not { } own)
            return Growing(now);
        if (_offset is not { } offset || (own + offset - now).Duration() > s_tolerance)
            _offset = offset = now - own;
        return Growing(own + offset);
    }

    /// <summary>What is added to the source's times; null before the first frame of a connection.</summary>
    public TimeSpan? Offset => _offset;

    /// <summary>Told when the connection changed: the next frame's time has another origin.</summary>
    public void NewConnection() => _offset = null;

    private long Growing(TimeSpan at) =>
        _last = Math.Max(_last + 1, (long)(at.TotalSeconds * TimeBase.Denominator));
}
