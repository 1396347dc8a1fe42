using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace StreamColorizer.Media.Containers;

/// <summary>
/// Writes streams as NUT version 4 for a pipe: one syncpoint at the start and whole timestamps in each frame's head.
/// (ffmpeg remembers every syncpoint that it reads; with one per frame it would grow for as long as a feed lives.)
/// Nothing is allocated per frame, and the payload is written from where it lies. One call at a time.
/// </summary>
/// <param name="output">Where the bytes go; stays open.</param>
/// <param name="streams">The streams; their ids are their places in the list.</param>
public sealed class NutWriter(Stream output, params NutStream[] streams)
{
    private readonly byte[] _head = new byte[64];
    private bool _begun;

    /// <summary>Writes one frame of the first stream; the file's head comes with the first frame.</summary>
    /// <param name="pts">Timestamp in ticks of the stream's time base, at least 0: NUT has no negative ones.</param>
    /// <param name="payload">The planes, tightly packed.</param>
    /// <param name="cancellationToken">Ends the wait; the file is broken off then.</param>
    /// <exception cref="IOException">The reader is gone.</exception>
    public ValueTask WriteAsync(long pts, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        WriteAsync(0, pts, true, payload, cancellationToken);

    /// <summary>Writes one frame or packet of a stream.</summary>
    /// <param name="stream">The stream's id.</param>
    /// <param name="pts">Timestamp in ticks of the stream's time base, at least 0.</param>
    /// <param name="isKey">True if decoding can begin here.</param>
    /// <param name="payload">Its bytes.</param>
    /// <param name="cancellationToken">Ends the wait; the file is broken off then.</param>
    /// <exception cref="IOException">The reader is gone.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(
        int stream, long pts, bool isKey, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pts);
        if (!_begun)
            await output.WriteAsync(NutFileHead.Make(streams, stream, pts), cancellationToken);
        _begun = true;
        var length = WriteFrameHead(_head, stream, pts, isKey, payload.Length);
        await output.WriteAsync(_head.AsMemory(0, length), cancellationToken);
        await output.WriteAsync(payload, cancellationToken);
    }

    private static int WriteFrameHead(Span<byte> target, int stream, long pts, bool isKey, int size)
    {
        target[0] = isKey ? NutFileHead.KeyCode : NutFileHead.OtherCode;
        var length = 1;
        length += NutFormat.WriteVarint(target[length..], (ulong)stream);
        length += NutFormat.WriteVarint(target[length..], (ulong)pts + (1UL << NutFormat.MsbPtsShift));
        length += NutFormat.WriteVarint(target[length..], (ulong)size);
        BinaryPrimitives.WriteUInt32BigEndian(target[length..], NutFormat.Crc(target[..length]));
        return length + sizeof(uint);
    }
}
