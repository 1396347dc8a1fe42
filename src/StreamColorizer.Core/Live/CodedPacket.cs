using System.Buffers;

namespace StreamColorizer.Core.Live;

/// <summary>
/// One packet of a coded stream on its way. As with frames: count 1 at birth, who holds it disposes it, a successful
/// channel write hands it over, and <see cref="Share"/> comes before each further write.
/// </summary>
public sealed class CodedPacket : IDisposable
{
    private readonly PacketPool _pool;
    private byte[] _buffer = [];
    private int _size;
    private int _holders;

    internal CodedPacket(PacketPool pool) => _pool = pool;

    /// <summary>The stream that it belongs to.</summary>
    public CodedStream Stream { get; private set; } = null!;

    /// <summary>Presentation timestamp in ticks of the stream's time base.</summary>
    public long Pts { get; internal set; }

    /// <summary>True if decoding can begin here.</summary>
    public bool IsKey { get; private set; }

    /// <summary>Number of the connection that it came over.</summary>
    public int Connection { get; internal set; }

    /// <summary>Its bytes; written by the source alone.</summary>
    public Memory<byte> Bytes => _buffer.AsMemory(0, _size);

    /// <summary>Presentation time in seconds, for comparisons.</summary>
    public double Seconds => Stream.TimeBase.Seconds(Pts);

    /// <summary>Adds a holder and returns the same packet; each holder disposes once.</summary>
    public CodedPacket Share()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    /// <summary>Gives up this holder's share; the last one returns the buffer.</summary>
    /// <exception cref="ObjectDisposedException">Disposed more often than held: an ownership bug.</exception>
    public void Dispose()
    {
        var left = Interlocked.Decrement(ref _holders);
        ObjectDisposedException.ThrowIf(left < 0, this);
        if (left > 0)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _pool.Return(this, _size);
    }

    internal void Begin(CodedStream stream, long pts, bool isKey, int size)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(size);
        (Stream, Pts, IsKey, _size, _holders) = (stream, pts, isKey, size, 1);
    }
}
