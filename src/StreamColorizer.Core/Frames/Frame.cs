using StreamColorizer.Core.Color;

namespace StreamColorizer.Core.Frames;

/// <summary>
/// One picture on its way: the luma plane as decoded, chroma once painted, an immutable index and timestamp.
/// Count 1 at birth. Who holds it disposes it; a successful channel write hands it over, a failed or canceled
/// one does not; fan-out calls <see cref="Share"/> before each extra write. The buffer goes back to its pool
/// with the last holder. Nobody writes the luma plane after the source filled it.
/// </summary>
public sealed class Frame : IDisposable, IQueued
{
    private readonly FramePool _pool;
    private readonly byte[] _buffer;
    private readonly byte[] _decodedDigest = new byte[LumaDigest.Length];
    private bool _isDigested;
    private int _holders;

    internal Frame(FramePool pool, byte[] buffer)
    {
        _pool = pool;
        _buffer = buffer;
    }

    /// <summary>Geometry of the planes.</summary>
    public PlaneLayout Layout { get; private set; }

    /// <summary>Number of the frame in its source, from 0, gaps counted.</summary>
    public long Index { get; private set; }

    /// <summary>Presentation timestamp in ticks of the source's time base.</summary>
    public long Pts { get; private set; }

    /// <summary>The whole buffer, Y' then Cb then Cr: what an encoder is fed with.</summary>
    public Memory<byte> Planes => _buffer.AsMemory(0, Layout.TotalBytes);

    /// <summary>The luma plane.</summary>
    public Span<byte> Luma => _buffer.AsSpan(0, Layout.LumaBytes);

    /// <summary>The luma plane as memory, for asynchronous reads by the source.</summary>
    public Memory<byte> LumaMemory => _buffer.AsMemory(0, Layout.LumaBytes);

    /// <summary>The blue-difference plane.</summary>
    public Span<byte> Cb => _buffer.AsSpan(Layout.LumaBytes, Layout.ChromaBytes);

    /// <summary>The red-difference plane.</summary>
    public Span<byte> Cr => _buffer.AsSpan(Layout.LumaBytes + Layout.ChromaBytes, Layout.ChromaBytes);

    /// <summary>MD5 of the luma plane as it came from the decoder, 16 bytes; empty where nobody took it.</summary>
    public ReadOnlySpan<byte> DecodedDigest => _isDigested ? _decodedDigest : [];

    long IQueued.QueuedAt { get => QueuedAt; set => QueuedAt = value; }

    /// <inheritdoc cref="IQueued.QueuedAt" />
    internal long QueuedAt { get; set; }

    /// <summary>Adds a holder and returns the same frame; each holder disposes once.</summary>
    /// <exception cref="ObjectDisposedException">The frame already went back to its pool.</exception>
    public Frame Share()
    {
        if (Interlocked.Increment(ref _holders) <= 1)
        {
            Interlocked.Decrement(ref _holders);
            throw new ObjectDisposedException(nameof(Frame));
        }

        return this;
    }

    /// <summary>Gives up this holder's share; the last one returns the buffer to the pool.</summary>
    /// <exception cref="ObjectDisposedException">Disposed more often than held: an ownership bug.</exception>
    public void Dispose()
    {
        var left = Interlocked.Decrement(ref _holders);
        ObjectDisposedException.ThrowIf(left < 0, this);
        if (left == 0)
            _pool.Return(this);
    }

    /// <summary>Notes what <see cref="DecodedDigest"/> tells from now on.</summary>
    /// <param name="digest">16 bytes.</param>
    internal void NoteDecoded(ReadOnlySpan<byte> digest)
    {
        digest.CopyTo(_decodedDigest);
        _isDigested = true;
    }

    internal void Begin(PlaneLayout layout, long index, long pts)
    {
        Layout = layout;
        Index = index;
        Pts = pts;
        _isDigested = false;
        _holders = 1;
    }
}
