namespace StreamColorizer.Core.Live;

/// <summary>
/// Tells a connection that gives no new picture. A frame counts as new when its timestamp keeps up with the clock, at
/// least at a tenth of its pace: readers hand out a few old frames after a time-out. If the worker itself stood still
/// (no check for long), the time is not held against the source.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="firstPicture">Time for the first picture.</param>
/// <param name="timeout">Time without a new picture after it.</param>
public sealed class StallPolicy(TimeProvider time, TimeSpan firstPicture, TimeSpan timeout)
{
    private const double SlowestPace = .1;
    private static readonly TimeSpan s_jump = TimeSpan.FromSeconds(2);

    /// <summary>Checks are made this often.</summary>
    public static readonly TimeSpan CheckEvery = TimeSpan.FromMilliseconds(500);

    // A check that comes this late means that the worker stood still.
    private static readonly TimeSpan s_workerStall = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private long _progress = time.GetTimestamp();
    private long _checked = time.GetTimestamp();
    private TimeSpan? _timestamp;

    /// <summary>Times that the worker itself stood still.</summary>
    public int WorkerStalls { get; private set; }

    /// <summary>When the last new picture came, as a timestamp of the clock; before the first one, when the attempt began.</summary>
    public long LastProgress => Volatile.Read(ref _progress);

    /// <summary>Timestamps that ran backwards or jumped ahead.</summary>
    public int Jumps { get; private set; }

    /// <summary>Told with each frame.</summary>
    /// <param name="timestamp">The frame's own time, from any origin.</param>
    public void Frame(TimeSpan timestamp)
    {
        lock (_lock)
        {
            var elapsed = time.GetElapsedTime(_progress);
            if (_timestamp is not { } last)
            {
                Progress(timestamp);
                return;
            }

            var step = timestamp - last;
            if (step < TimeSpan.Zero || step > elapsed + s_jump)
                Jumps++;
            if (step < -s_jump || step > TimeSpan.Zero && step >= elapsed * SlowestPace)
                Progress(timestamp);
        }
    }

    /// <summary>True when the connection is to be given up.</summary>
    public bool IsStalled()
    {
        lock (_lock)
        {
            var sinceCheck = time.GetElapsedTime(_checked);
            _checked = time.GetTimestamp();
            if (sinceCheck > s_workerStall)
            {
                WorkerStalls++;
                _progress = _checked;
                return false;
            }

            return time.GetElapsedTime(_progress) > (_timestamp is null ? firstPicture : timeout);
        }
    }

    private void Progress(TimeSpan timestamp)
    {
        _timestamp = timestamp;
        _progress = time.GetTimestamp();
    }
}
