using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Containers;

/// <summary>
/// Reads NUT from a stream that cannot seek, such as ffmpeg's stdout. Heads go through a small buffer; payloads are
/// read straight to where they belong. Nothing is allocated per frame beyond what the stream's own reads need.
/// </summary>
/// <param name="input">Where the bytes come from; stays open.</param>
public sealed class NutReader(Stream input)
{
    // Small on purpose: what is buffered of a payload has to be copied.
    private readonly byte[] _buffer = new byte[4096];
    private readonly List<NutStream> _streams = [];
    private NutFrameTable _table = NutFrameTable.Empty;
    private NutStreamState[] _states = [];
    private TimeBase[] _timeBases = [];
    private ReadOnlyMemory<byte> _prefix;
    private int _position;
    private int _filled;

    /// <summary>The streams of the file; complete once the first packet was read.</summary>
    public IReadOnlyList<NutStream> Streams => _streams;

    /// <summary>Reads on to the next frame and returns its head, or null at the end of the file.</summary>
    /// <exception cref="InvalidDataException">The bytes are no NUT or break off within a head.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<NutPacket?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        if (_table == NutFrameTable.Empty && !await SkipFileIdAsync(cancellationToken))
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
        if (!await FillAsync(20, cancellationToken) && _filled - _position < 10)
            throw new InvalidDataException("The NUT stream breaks off within a packet's head.");
        var cursor = new NutCursor(_buffer.AsSpan(_position, _filled - _position));
        var startcode = cursor.ReadUInt64();
        var size = checked((int)cursor.ReadVarint());
        _position += cursor.Position + (size > 4096 ? sizeof(uint) : 0);
        if (startcode is NutFormat.IndexStartcode or NutFormat.InfoStartcode || size > _buffer.Length)
        {
            await SkipPayloadAsync(size, cancellationToken);
            return;
        }

        if (!await FillAsync(size, cancellationToken))
            throw new InvalidDataException("The NUT stream breaks off within a packet.");
        ReadPacketBody(startcode, _buffer.AsSpan(_position, size - sizeof(uint)));
        _position += size;
    }

    private void ReadPacketBody(ulong startcode, ReadOnlySpan<byte> body)
    {
        var crc = BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_position + body.Length));
        if (NutFormat.Crc(body) != crc)
            throw new InvalidDataException("A checksum of the NUT stream is wrong.");
        switch (startcode)
        {
            case NutFormat.MainStartcode when _table == NutFrameTable.Empty:
                ReadMain(body);
                break;
            case NutFormat.StreamStartcode when _table != NutFrameTable.Empty:
                ReadStream(body);
                break;
            case NutFormat.SyncpointStartcode when _table != NutFrameTable.Empty:
                ReadSyncpoint(body);
                break;
        }
    }

    private void ReadMain(ReadOnlySpan<byte> body)
    {
        var cursor = new NutCursor(body);
        var version = cursor.ReadVarint();
        if (version is < 2 or > 4)
            throw new InvalidDataException($"The NUT stream has version {version}; 2, 3 and 4 are understood.");
        if (version > 3)
            cursor.ReadVarint();
        _states = new NutStreamState[checked((int)cursor.ReadVarint())];
        cursor.ReadVarint();
        _timeBases = new TimeBase[checked((int)cursor.ReadVarint())];
        for (var i = 0; i < _timeBases.Length; i++)
            _timeBases[i] = new TimeBase(checked((int)cursor.ReadVarint()), checked((int)cursor.ReadVarint()));
        _table = NutFrameTable.Read(ref cursor);
    }

    private void ReadStream(ReadOnlySpan<byte> body)
    {
        var cursor = new NutCursor(body);
        var id = checked((int)cursor.ReadVarint());
        var isVideo = cursor.ReadVarint() == 0;
        var fourCc = 0u;
        var tag = cursor.ReadBytes(checked((int)cursor.ReadVarint()));
        for (var i = 0; i < Math.Min(tag.Length, sizeof(uint)); i++)
            fourCc |= (uint)tag[i] << (8 * i);
        var timeBase = checked((int)cursor.ReadVarint());
        _states[id] = new NutStreamState { TimeBase = timeBase, MsbPtsShift = checked((int)cursor.ReadVarint()) };
        cursor.ReadVarint();
        var delay = checked((int)cursor.ReadVarint());
        cursor.ReadVarint();
        var setup = cursor.ReadBytes(checked((int)cursor.ReadVarint()));
        if (_streams.Count > id)
            return;
        var stream = isVideo
            ? new NutStream(id, true, fourCc, _timeBases[timeBase],
                (int)cursor.ReadVarint(), (int)cursor.ReadVarint(), (int)cursor.ReadVarint(), (int)cursor.ReadVarint())
            : new NutStream(id, false, fourCc, _timeBases[timeBase], 0, 0)
            {
                SampleRate = (int)(cursor.ReadVarint() / Math.Max(1, cursor.ReadVarint())),
                Channels = (int)cursor.ReadVarint(),
            };
        _streams.Add(stream with { DecodeDelay = delay, Setup = new(setup) });
    }

    private void ReadSyncpoint(ReadOnlySpan<byte> body)
    {
        var cursor = new NutCursor(body);
        var coded = cursor.ReadVarint();
        var from = _timeBases[(int)(coded % (ulong)_timeBases.Length)];
        var ticks = (Int128)(coded / (ulong)_timeBases.Length);
        foreach (ref var state in _states.AsSpan())
        {
            var to = _timeBases[state.TimeBase];
            state.LastPts = (long)(ticks * from.Numerator * to.Denominator / ((Int128)from.Denominator * to.Numerator));
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<NutPacket> ReadFrameHeadAsync(CancellationToken cancellationToken)
    {
        // A head without side data is far shorter than this; at the end of a file there may be fewer bytes.
        await FillAsync(128, cancellationToken);
        var cursor = new NutCursor(_buffer.AsSpan(_position, _filled - _position));
        var packet = _table.ReadHead(ref cursor, _states, out _prefix, out var hasSideData);
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
