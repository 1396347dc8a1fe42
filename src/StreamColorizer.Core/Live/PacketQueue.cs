using System.Threading.Channels;

namespace StreamColorizer.Core.Live;

/// <summary>A sink's waiting packets of sound and original picture; when it is full the oldest goes.</summary>
/// <param name="lost">Told for each packet that goes.</param>
internal sealed class PacketQueue(Action lost)
{
    // Some seconds of sound and picture: as long as a frame may take to be colored, with room.
    private const int Depth = 512;

    private readonly Channel<CodedPacket> _packets = Channel.CreateBounded<CodedPacket>(
        new BoundedChannelOptions(Depth) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
        late =>
        {
            late.Dispose();
            lost();
        });

    /// <summary>Takes over the caller's share.</summary>
    public void Add(CodedPacket packet)
    {
        if (!_packets.Writer.TryWrite(packet))
            packet.Dispose();
    }

    /// <summary>Writes what waits, in its order.</summary>
    /// <param name="sink">Where it goes.</param>
    /// <param name="until">Time in seconds; the first packet beyond it ends the walk.</param>
    /// <param name="connection">Packets of earlier connections are passed over, those of later ones wait; null: all are written.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask WriteAsync(ILiveSink sink, double until, int? connection, CancellationToken cancellationToken)
    {
        while (_packets.Reader.TryPeek(out var next) && next.Seconds <= until && !(next.Connection > connection)
            && _packets.Reader.TryRead(out var packet))
        {
            using (packet)
            {
                if (!(packet.Connection < connection))
                    await sink.CarryAsync(packet, cancellationToken);
            }
        }
    }

    /// <summary>Gives up what waits, and whatever comes later.</summary>
    public void Close()
    {
        _packets.Writer.TryComplete();
        while (_packets.Reader.TryRead(out var left))
            left.Dispose();
    }
}
