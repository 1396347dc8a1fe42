using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Encode;

/// <summary>
/// Ends an encoder that hangs: one that takes a frame for too long, or that stands still at its end. Its death ends the
/// write, or the wait for its end.
/// </summary>
internal sealed class EncoderWatch : IAsyncDisposable
{
    private readonly FfmpegChild _child;
    private readonly TimeSpan _deadline;
    private readonly ITimer _timer;
    private volatile bool _isOverdue;
    private volatile bool _isFinishing;
    private TimeSpan? _spent;

    /// <summary>Watches a child, whose owner tells what it is at.</summary>
    /// <param name="child">The encoder. Stays the caller's.</param>
    /// <param name="deadline">Longest time that one frame may take, and that the child may stand still at its end.</param>
    /// <param name="time">Clock of the deadline.</param>
    public EncoderWatch(FfmpegChild child, TimeSpan deadline, TimeProvider time)
    {
        (_child, _deadline) = (child, deadline);
        _timer = time.CreateTimer(
            static watch => ((EncoderWatch)watch!).EndHanging(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Told when a frame is about to be written.</summary>
    public void BeginFrame() => _timer.Change(_deadline, Timeout.InfiniteTimeSpan);

    /// <summary>Told when the frame was taken, or never will be.</summary>
    public void EndFrame() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Told when the child got all of its input.</summary>
    public void BeginEnd()
    {
        (_isFinishing, _spent) = (true, _child.ProcessorTime);
        _timer.Change(_deadline, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The sentence about a child that was ended for hanging; null where it was not.</summary>
    /// <param name="path">The file that it was at.</param>
    /// <param name="frames">Frames of the segment that it had taken.</param>
    /// <param name="inner">What the caller met.</param>
    public ColorizerException? Fault(string path, int frames, Exception? inner) => !_isOverdue ? null : new ColorizerException(
        ExitCode.Failed,
        $"The encoder of '{path}' {(_isFinishing ? "stood still" : "took no frame")} for {_deadline.TotalSeconds:0} s "
        + $"(frame {frames} of the segment): it was ended; run the command again to go on from the last finished segment.", inner);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    // What a child still holds at its end may take long: then only one that no longer computes hangs (seen of SVT-AV1).
    private void EndHanging()
    {
        if (_isFinishing && _child.ProcessorTime is { } spent && spent != _spent)
        {
            _spent = spent;
            _timer.Change(_deadline, Timeout.InfiniteTimeSpan);
            return;
        }

        _isOverdue = true;
        _child.Kill();
    }
}
