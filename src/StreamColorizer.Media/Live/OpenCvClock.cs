namespace StreamColorizer.Media.Live;

/// <summary>
/// Timestamps of pictures in microseconds: OpenCV's own where they grow, else the clock's, for cameras that tell none.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class OpenCvClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private double _own = -1;
    private long _offset;
    private long _last = -1;

    /// <summary>Time since the first picture was asked for.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>The next picture's timestamp; always growing.</summary>
    /// <param name="milliseconds">What OpenCV tells.</param>
    public long Next(double milliseconds)
    {
        var grows = milliseconds > _own;
        _own = milliseconds;
        var pts = grows ? _offset + (long)(milliseconds * 1000) : (long)Elapsed.TotalMicroseconds;
        return _last = Math.Max(pts, _last + 1);
    }

    /// <summary>Told when a file begins again: its times go on from the last one.</summary>
    public void Begin() => (_offset, _own) = (_last + 1, -1);
}
