using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>The end of a connection's walk: frames are shown, and the output outlives it.</summary>
/// <param name="show">Takes each frame; keeps no share of the caller's.</param>
internal sealed class SessionSink(Action<Frame> show) : IFrameSink
{
    public ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
    {
        show(frame);
        return ValueTask.CompletedTask;
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
