using System.Collections.Concurrent;

namespace StreamColorizer.Core.Live;

/// <summary>Packets of one feed on their way, bounded by their bytes.</summary>
/// <param name="maxBytes">Bytes at the most.</param>
public sealed class PacketPool(int maxBytes)
{
    private readonly ConcurrentBag<CodedPacket> _idle = [];
    private int _bytes;

    /// <summary>Bytes of packets that are held by someone now.</summary>
    public int OutstandingBytes => Volatile.Read(ref _bytes);

    /// <summary>A packet with count 1 whose bytes are to be filled; null where there is no room.</summary>
    /// <param name="stream">The stream that it belongs to.</param>
    /// <param name="pts">Timestamp in ticks of the stream's time base.</param>
    /// <param name="isKey">True if decoding can begin here.</param>
    /// <param name="size">Its bytes.</param>
    public CodedPacket? TryRent(CodedStream stream, long pts, bool isKey, int size)
    {
        if (Interlocked.Add(ref _bytes, size) > maxBytes)
        {
            Interlocked.Add(ref _bytes, -size);
            return null;
        }

        var packet = _idle.TryTake(out var idle) ? idle : new CodedPacket(this);
        packet.Begin(stream, pts, isKey, size);
        return packet;
    }

    internal void Return(CodedPacket packet, int size)
    {
        _idle.Add(packet);
        Interlocked.Add(ref _bytes, -size);
    }
}
