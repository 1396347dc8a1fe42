using System.Threading.Channels;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>Notes each frame that a source hands over, before it is handed on.</summary>
/// <param name="inner">Where frames go.</param>
/// <param name="arrived">Told each.</param>
internal sealed class ArrivalWriter(ChannelWriter<Frame> inner, Action<Frame> arrived) : ChannelWriter<Frame>
{
    // Sources wait for room: only WriteAsync is theirs.
    public override bool TryWrite(Frame frame) => false;

    public override ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken = default)
    {
        arrived(frame);
        return inner.WriteAsync(frame, cancellationToken);
    }

    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) =>
        inner.WaitToWriteAsync(cancellationToken);
}
