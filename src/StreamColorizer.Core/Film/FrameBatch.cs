using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Film;

/// <summary>Frames that are held for a moment so that their luma is hashed at once, which costs a fraction of one by one.</summary>
internal sealed class FrameBatch : IDisposable
{
    private const int WideFrameBytes = 4 << 20;
    private const int LargeFrameBytes = 16 << 20;
    private readonly Frame[] _frames;
    private readonly ReadOnlyMemory<byte>[] _planes;
    private readonly byte[] _digests;

    /// <summary>Makes an empty batch.</summary>
    /// <param name="layout">Largest frame that it holds.</param>
    public FrameBatch(PlaneLayout layout)
    {
        var capacity = CapacityFor(layout);
        _frames = new Frame[capacity];
        _planes = new ReadOnlyMemory<byte>[capacity];
        _digests = new byte[capacity * LumaDigest.Length];
    }

    /// <summary>Frames held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there is no room for another frame.</summary>
    public bool IsFull => Count == _frames.Length;

    /// <summary>A frame of the batch.</summary>
    public Frame this[int index] => _frames[index];

    /// <summary>Frames that a batch holds: large ones would cost more memory than they save time.</summary>
    public static int CapacityFor(PlaneLayout layout) => layout.TotalBytes switch
    {
        > LargeFrameBytes => 1,
        > WideFrameBytes => LumaDigest.Batch / 2,
        _ => LumaDigest.Batch,
    };

    /// <summary>Takes over a frame.</summary>
    public void Add(Frame frame)
    {
        _planes[Count] = frame.LumaMemory;
        _frames[Count++] = frame;
    }

    /// <summary>Hashes the luma of all frames.</summary>
    public void Hash() => LumaDigest.Compute(_planes.AsSpan(0, Count), _digests.AsSpan(0, Count * LumaDigest.Length));

    /// <summary>MD5 of a frame's luma, once hashed.</summary>
    public ReadOnlySpan<byte> Digest(int index) => _digests.AsSpan(index * LumaDigest.Length, LumaDigest.Length);

    /// <summary>Hands all frames over, in order; where that fails, those that were not handed over are given up.</summary>
    /// <param name="output">Where they go; it is completed where the walk is abandoned.</param>
    /// <param name="cancellationToken">Tells that the walk is abandoned.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask HandOverAsync(ChannelWriter<Frame> output, CancellationToken cancellationToken)
    {
        var (next, count) = (0, Count);
        Count = 0;
        try
        {
            for (; next < count; next++)
                await output.WaitWriteAsync(_frames[next], cancellationToken);
        }
        finally
        {
            for (; next < count; next++)
                _frames[next].Dispose();
        }
    }

    /// <summary>Gives all frames up.</summary>
    public void Clear()
    {
        while (Count > 0)
            _frames[--Count].Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => Clear();
}
