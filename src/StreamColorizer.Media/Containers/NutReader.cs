using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace StreamColorizer.Media.Containers;

/// <summary>
/// Reads NUT from a stream that cannot seek, such as ffmpeg's stdout. Heads go through a small buffer; payloads are
/// read straight to where they belong. Nothing is allocated per frame beyond what the stream's own reads need.
/// </summary>
/// <param name="input">Where the bytes come from; stays open.</param>
public sealed class NutReader(Stream input)
{
    // Startcode, size, checksum.
    private const int LongestPacketHead = sizeof(ulong) + 10 + sizeof(uint);

    // Small on purpose: what is buffered of a payload has to be copied.
    private readonly byte[] _buffer = new byte[4096];
    private readonly NutHeaders _headers = new();
    private ReadOnlyMemory<byte> _prefix;
    private int _position;
    private int _filled;

    /// <summary>The streams of the file; complete once the first packet was read.</summary>
    public IReadOnlyList<NutStream> Streams => _headers.Streams;

    /// <summary>Reads on to the next frame and returns its head, or null at the end of the file.</summary>
    /// <exception cref="InvalidDataException">The bytes are no NUT or break off within a head.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<NutPacket?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        if (!_headers.HasMain && !await SkipFileIdAsync(cancellationToken))
            return null;
        while (await FillAsync(1, cancellationToken))
        {
            if (_buffer[_position] != (byte)'N')
                return await ReadFrameHeadAsync(cancellationToken);
            await ReadPacketAsync(cancellationToken);
        }

        return null;
    }

    /// <summary>Fills the target with the next bytes of the payload.</summary>
    /// <exception cref="EndOfStreamException">The file breaks off within the payload.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReadPayloadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        var elided = Math.Min(target.Length, _prefix.Length);
        _prefix[..elided].CopyTo(target);
        _prefix = _prefix[elided..];
        target = target[elided..];
        var buffered = Math.Min(target.Length, _filled - _position);
        _buffer.AsMemory(_position, buffered).CopyTo(target);
        _position += buffered;
        target = target[buffered..];
        while (target.Length > 0)
        {
            var read = await input.ReadAsync(target, cancellationToken);
            if (read == 0)
                throw new EndOfStreamException();
            target = target[read..];
        }
    }

    /// <summary>Passes over bytes of the payload.</summary>
    /// <exception cref="EndOfStreamException">The file breaks off within the payload.</exception>
    public async ValueTask SkipPayloadAsync(int count, CancellationToken cancellationToken)
    {
        var elided = Math.Min(count, _prefix.Length);
        _prefix = _prefix[elided..];
        count -= elided;
        while (count > 0)
        {
            if (_position == _filled && !await FillAsync(1, cancellationToken))
                throw new EndOfStreamException();
            var step = Math.Min(count, _filled - _position);
            _position += step;
            count -= step;
        }
    }

    private async ValueTask<bool> SkipFileIdAsync(CancellationToken cancellationToken)
    {
        var length = NutFormat.FileId.Length;
        if (!await FillAsync(length, cancellationToken))
            return _filled == _position ? false : throw new InvalidDataException("The stream breaks off within NUT's file id.");
        if (!_buffer.AsSpan(_position, length).SequenceEqual(NutFormat.FileId))
            throw new InvalidDataException("The stream does not begin with NUT's file id.");
        _position += length;
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReadPacketAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(LongestPacketHead, cancellationToken) && _filled - _position < 10)
            throw new InvalidDataException("The NUT stream breaks off within a packet's head.");
        var cursor = new NutCursor(_buffer.AsSpan(_position, _filled - _position));
        var startcode = cursor.ReadUInt64();
        var declared = cursor.ReadVarint();
        if (declared is < sizeof(uint) or > int.MaxValue)
            throw new InvalidDataException($"The NUT stream declares a packet of {declared} bytes.");
        var size = (int)declared;
        if (size > 4096)
            cursor.ReadBytes(sizeof(uint));
        _position += cursor.Position;
        if (startcode is NutFormat.IndexStartcode or NutFormat.InfoStartcode || size > _buffer.Length)
        {
            await SkipPayloadAsync(size, cancellationToken);
            return;
        }

        if (!await FillAsync(size, cancellationToken))
            throw new InvalidDataException("The NUT stream breaks off within a packet.");
        var body = _buffer.AsSpan(_position, size - sizeof(uint));
        if (NutFormat.Crc(body) != BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_position + body.Length)))
            throw new InvalidDataException("A checksum of the NUT stream is wrong.");
        _headers.Read(startcode, body);
        _position += size;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<NutPacket> ReadFrameHeadAsync(CancellationToken cancellationToken)
    {
        // A head without side data is far shorter than this; at the end of a file there may be fewer bytes.
        await FillAsync(128, cancellationToken);
        var cursor = new NutCursor(_buffer.AsSpan(_position, _filled - _position));
        var packet = _headers.ReadHead(ref cursor, out _prefix, out var hasSideData);
        _position += cursor.Position;
        return hasSideData ? await SkipSideDataAsync(packet, cancellationToken) : packet;
    }

    // It lies before the payload and counts as part of it. ffmpeg adds it to coded packets (times of RTP's reports).
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<NutPacket> SkipSideDataAsync(NutPacket packet, CancellationToken cancellationToken)
    {
        if (_prefix.Length > 0)
            throw new InvalidDataException("The NUT stream elides side data, which is not understood.");
        await FillAsync(Math.Min(packet.Size, _buffer.Length), cancellationToken);
        var cursor = new NutCursor(_buffer.AsSpan(_position, Math.Min(packet.Size, _filled - _position)));
        NutSideData.Skip(ref cursor);
        NutSideData.Skip(ref cursor);
        _position += cursor.Position;
        return packet with { Size = packet.Size - cursor.Position };
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        if (_filled - _position >= count)
            return true;
        _buffer.AsSpan(_position, _filled - _position).CopyTo(_buffer);
        _filled -= _position;
        _position = 0;
        while (_filled < count)
        {
            var read = await input.ReadAsync(_buffer.AsMemory(_filled), cancellationToken);
            if (read == 0)
                return false;
            _filled += read;
        }

        return true;
    }
}
