using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace StreamColorizer.Media.Containers;

/// <summary>
/// Writes one raw video stream as NUT version 3. Each frame gets a syncpoint and a checksum of its head, so that a
/// reader needs no state. Nothing is allocated per frame, and the payload is written from where it lies.
/// </summary>
/// <param name="output">Where the bytes go; stays open.</param>
/// <param name="stream">The one stream; its id has to be 0.</param>
public sealed class NutWriter(Stream output, NutStream stream)
{
    private const int FrameFlags = NutFormat.FlagKey | NutFormat.FlagCodedPts | NutFormat.FlagSizeMsb | NutFormat.FlagChecksum;
    private readonly byte[] _head = new byte[256];
    private bool _begun;

    /// <summary>Writes one frame; the file's head comes with the first one.</summary>
    /// <param name="pts">Timestamp in ticks of the stream's time base, at least 0: NUT has no negative ones.</param>
    /// <param name="payload">The planes, tightly packed.</param>
    /// <param name="cancellationToken">Ends the wait; the file is broken off then.</param>
    /// <exception cref="IOException">The reader is gone.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(long pts, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pts);
        var length = 0;
        if (!_begun)
            length = WriteFileHead(_head);
        _begun = true;
        length += WriteSyncpoint(_head.AsSpan(length), pts);
        length += WriteFrameHead(_head.AsSpan(length), pts, payload.Length);
        await output.WriteAsync(_head.AsMemory(0, length), cancellationToken);
        await output.WriteAsync(payload, cancellationToken);
    }

    private static int WriteFrameHead(Span<byte> target, long pts, int size)
    {
        target[0] = 0;
        var length = 1;
        length += NutFormat.WriteVarint(target[length..], (ulong)pts + (1UL << NutFormat.MsbPtsShift));
        length += NutFormat.WriteVarint(target[length..], (ulong)size);
        BinaryPrimitives.WriteUInt32BigEndian(target[length..], NutFormat.Crc(target[..length]));
        return length + sizeof(uint);
    }

    private static int WriteSyncpoint(Span<byte> target, long pts)
    {
        Span<byte> body = stackalloc byte[32];
        var length = NutFormat.WriteVarint(body, (ulong)pts);
        length += NutFormat.WriteVarint(body[length..], 0);
        return WritePacket(target, NutFormat.SyncpointStartcode, body[..length]);
    }

    private static int WritePacket(Span<byte> target, ulong startcode, ReadOnlySpan<byte> body)
    {
        var length = NutFormat.WriteStartcode(target, startcode);
        length += NutFormat.WriteVarint(target[length..], (ulong)body.Length + sizeof(uint));
        body.CopyTo(target[length..]);
        length += body.Length;
        BinaryPrimitives.WriteUInt32BigEndian(target[length..], NutFormat.Crc(body));
        return length + sizeof(uint);
    }

    private int WriteFileHead(Span<byte> target)
    {
        NutFormat.FileId.CopyTo(target);
        var length = NutFormat.FileId.Length;
        Span<byte> body = stackalloc byte[64];
        length += WritePacket(target[length..], NutFormat.MainStartcode, body[..WriteMainBody(body)]);
        length += WritePacket(target[length..], NutFormat.StreamStartcode, body[..WriteStreamBody(body)]);
        return length;
    }

    private int WriteMainBody(Span<byte> body)
    {
        // Version 3, one stream, largest distance between syncpoints, one time base, then a frame table of one row:
        // flags, six fields (pts delta, multiplier 1, stream 0, size 0, reserved 0, count 255: 'N' is left out).
        ReadOnlySpan<ulong> begin = [3, 1, 65535, 1, (ulong)stream.TimeBase.Numerator, (ulong)stream.TimeBase.Denominator];
        ReadOnlySpan<ulong> table = [FrameFlags, 6, 0, 1, 0, 0, 0, 255, 0];
        var length = 0;
        foreach (var value in begin)
            length += NutFormat.WriteVarint(body[length..], value);
        foreach (var value in table)
            length += NutFormat.WriteVarint(body[length..], value);
        return length;
    }

    private int WriteStreamBody(Span<byte> body)
    {
        var length = 0;
        ReadOnlySpan<ulong> begin = [(ulong)stream.Id, 0, sizeof(uint)];
        foreach (var value in begin)
            length += NutFormat.WriteVarint(body[length..], value);
        BinaryPrimitives.WriteUInt32LittleEndian(body[length..], stream.FourCc);
        length += sizeof(uint);
        ReadOnlySpan<ulong> rest =
        [
            0, NutFormat.MsbPtsShift, 0, 0, 0, 0,
            (ulong)stream.Width, (ulong)stream.Height, (ulong)stream.SampleWidth, (ulong)stream.SampleHeight, 0,
        ];
        foreach (var value in rest)
            length += NutFormat.WriteVarint(body[length..], value);
        return length;
    }
}
