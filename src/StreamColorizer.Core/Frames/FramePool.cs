using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace StreamColorizer.Core.Frames;

/// <summary>
/// A bounded set of equally large, pinned buffers. An empty pool is back-pressure, not an allocation: who rents
/// waits until a frame comes back. Buffers are made when first needed, so a short run stays small.
/// </summary>
/// <param name="capacity">Frames at the most, at least 1: sum of the queues' depths, stages in flight, and two.</param>
/// <param name="maxFrameBytes">Largest frame that fits, in bytes.</param>
public sealed class FramePool(int capacity, int maxFrameBytes) : IDisposable
{
    private readonly SemaphoreSlim _free = new(capacity, capacity);
    private readonly ConcurrentBag<Frame> _idle = [];
    private int _outstanding;

    /// <summary>Frames that are held by someone now; 0 after a run.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    /// <summary>Frames at the most.</summary>
    public int Capacity => capacity;

    /// <summary>Largest frame that fits, in bytes.</summary>
    public int MaxFrameBytes => maxFrameBytes;

    /// <summary>Waits for a free buffer and hands it out with count 1. The planes hold arbitrary bytes.</summary>
    /// <param name="layout">Geometry of the frame.</param>
    /// <param name="index">Number of the frame in its source.</param>
    /// <param name="pts">Timestamp in ticks of the source's time base.</param>
    /// <param name="cancellationToken">Ends the wait; nothing was rented then.</param>
    /// <exception cref="ArgumentOutOfRangeException">The layout is larger than the pool's buffers.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Frame> RentAsync(PlaneLayout layout, long index, long pts, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layout.TotalBytes, maxFrameBytes);
        await _free.WaitAsync(cancellationToken);
        return HandOut(layout, index, pts);
    }

    /// <summary>Hands out a free buffer with count 1 if there is one now.</summary>
    /// <param name="layout">Geometry of the frame.</param>
    /// <param name="index">Number of the frame in its source.</param>
    /// <param name="pts">Timestamp in ticks of the source's time base.</param>
    /// <exception cref="ArgumentOutOfRangeException">The layout is larger than the pool's buffers.</exception>
    public Frame? TryRent(PlaneLayout layout, long index, long pts)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layout.TotalBytes, maxFrameBytes);
        return _free.Wait(0) ? HandOut(layout, index, pts) : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _idle.Clear();
        _free.Dispose();
    }

    internal void Return(Frame frame)
    {
        _idle.Add(frame);
        Interlocked.Decrement(ref _outstanding);
        try
        {
            _free.Release();
        }
        catch (ObjectDisposedException)
        {
            // The run is over and its pool gone: the buffer is garbage like the rest.
        }
    }

    private Frame HandOut(PlaneLayout layout, long index, long pts)
    {
        if (!_idle.TryTake(out var frame))
            frame = new Frame(this, GC.AllocateUninitializedArray<byte>(maxFrameBytes, pinned: true));
        frame.Begin(layout, index, pts);
        Interlocked.Increment(ref _outstanding);
        return frame;
    }
}
