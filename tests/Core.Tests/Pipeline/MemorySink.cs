using System.Collections.Concurrent;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Pipeline;

/// <summary>Keeps a line about each frame.</summary>
public sealed class MemorySink : IFrameSink
{
    public ConcurrentQueue<Line> Lines { get; } = [];

    public bool Completed { get; private set; }

    public Func<Frame, CancellationToken, ValueTask>? Before { get; init; }

    public bool Keep { get; init; } = true;

    public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
    {
        if (Before is not null)
            await Before(frame, cancellationToken);
        if (Keep)
            Lines.Enqueue(LineOf(frame));
    }

    public Task CompleteAsync(CancellationToken cancellationToken)
    {
        Completed = true;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Line LineOf(Frame frame) => new(
        frame.Index, frame.Pts, frame.Layout, frame.Luma[0], !MemorySource.IsFilled(frame.Luma, frame.Luma[0]), frame.Cr[0]);

    public sealed record Line(long Index, long Pts, PlaneLayout Layout, byte Luma, bool LumaChanged, byte Cr);
}
