using System.Threading.Channels;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Pipeline;

/// <summary>The intake as the source sees it: notes when each frame came.</summary>
internal sealed class IntakeWriter(ChannelWriter<Frame> inner, TimeProvider time) : ChannelWriter<Frame>
{
    public override bool TryWrite(Frame item)
    {
        item.QueuedAt = time.GetTimestamp();
        return inner.TryWrite(item);
    }

    public override ValueTask WriteAsync(Frame item, CancellationToken cancellationToken = default)
    {
        item.QueuedAt = time.GetTimestamp();
        return inner.TryWrite(item) ? ValueTask.CompletedTask : inner.WaitWriteAsync(item, cancellationToken);
    }

    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) =>
        inner.WaitToWriteAsync(cancellationToken);

    public override bool TryComplete(Exception? error = null) => inner.TryComplete(error);
}
