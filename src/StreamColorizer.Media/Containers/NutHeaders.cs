using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Containers;

/// <summary>What the packets between frames say: the file's time bases, streams and frame codes, and where its clock stands.</summary>
internal sealed class NutHeaders
{
    private readonly List<NutStream> _streams = [];
    private NutFrameTable _table = NutFrameTable.Empty;
    private NutStreamState[] _states = [];
    private TimeBase[] _timeBases = [];

    /// <summary>The streams declared so far.</summary>
    public IReadOnlyList<NutStream> Streams => _streams;

    /// <summary>True once the main header was read, which stands before all else.</summary>
    public bool HasMain => _table != NutFrameTable.Empty;

    /// <summary>Takes a packet; of those that are repeated the first counts, others than headers and syncpoints say nothing.</summary>
    /// <param name="startcode">What it is.</param>
    /// <param name="body">Its bytes, the checksum proven and left out.</param>
    /// <exception cref="InvalidDataException">It cannot be understood.</exception>
    public void Read(ulong startcode, ReadOnlySpan<byte> body)
    {
        switch (startcode)
        {
            case NutFormat.MainStartcode when !HasMain:
                ReadMain(body);
                break;
            case NutFormat.StreamStartcode when HasMain:
                ReadStream(body);
                break;
            case NutFormat.SyncpointStartcode when HasMain:
                ReadSyncpoint(body);
                break;
        }
    }

    /// <summary>Reads a frame's head, see <see cref="NutFrameTable.ReadHead"/>.</summary>
    public NutPacket ReadHead(ref NutCursor cursor, out ReadOnlyMemory<byte> prefix, out bool hasSideData) =>
        _table.ReadHead(ref cursor, _states, out prefix, out hasSideData);

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
        var ticks = (long)(coded / (ulong)_timeBases.Length);
        foreach (ref var state in _states.AsSpan())
            state.LastPts = from.Convert(ticks, _timeBases[state.TimeBase]);
    }
}
