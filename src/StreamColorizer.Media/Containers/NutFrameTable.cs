namespace StreamColorizer.Media.Containers;

/// <summary>The main header's table: what each of the 256 frame codes stands for.</summary>
internal sealed class NutFrameTable
{
    public static readonly NutFrameTable Empty = new();
    private const long NoMatch = 1L - (1L << 62);
    private readonly Row[] _rows = new Row[256];
    private byte[][] _elided = [[]];

    /// <summary>Reads the table and the elision headers behind it.</summary>
    public static NutFrameTable Read(ref NutCursor cursor)
    {
        var table = new NutFrameTable();
        var row = new Row { Multiplier = 1 };
        var match = NoMatch;
        for (var code = 0; code < 256;)
        {
            row.Flags = (int)cursor.ReadVarint();
            var fields = cursor.ReadVarint();
            if (fields > 0)
                row.PtsDelta = cursor.ReadSigned();
            if (fields > 1)
                row.Multiplier = (int)cursor.ReadVarint();
            if (fields > 2)
                row.Stream = (int)cursor.ReadVarint();
            var size = fields > 3 ? (int)cursor.ReadVarint() : 0;
            row.Reserved = fields > 4 ? (int)cursor.ReadVarint() : 0;
            var count = fields > 5 ? (int)cursor.ReadVarint() : row.Multiplier - size;
            if (fields > 6)
                match = cursor.ReadSigned();
            if (fields > 7)
                row.Elision = (int)cursor.ReadVarint();
            for (var field = 8UL; field < fields; field++)
                cursor.ReadVarint();
            for (var i = 0; i < count && code < 256; code++)
            {
                if (code == 'N')
                {
                    table._rows[code].Flags = NutFormat.FlagInvalid;
                    continue;
                }

                row.Size = size + i++;
                table._rows[code] = row;
            }
        }

        table.ReadElisions(ref cursor);
        return table;
    }

    /// <summary>Reads a frame's head and brings its stream's last timestamp up to date.</summary>
    /// <param name="cursor">Stands on the frame code.</param>
    /// <param name="states">One per stream.</param>
    /// <param name="prefix">First bytes of the payload, which the file leaves out (only of frames up to 4096 bytes).</param>
    /// <param name="hasSideData">True if side data comes before the payload.</param>
    public NutPacket ReadHead(ref NutCursor cursor, NutStreamState[] states, out ReadOnlyMemory<byte> prefix, out bool hasSideData)
    {
        var row = _rows[cursor.ReadByte()];
        var flags = row.Flags;
        if ((flags & NutFormat.FlagInvalid) != 0)
            throw new InvalidDataException("The NUT stream holds a frame code that its header declares invalid.");
        if ((flags & NutFormat.FlagCoded) != 0)
            flags ^= (int)cursor.ReadVarint();
        var id = (flags & NutFormat.FlagStreamId) != 0 ? (int)cursor.ReadVarint() : row.Stream;
        if ((uint)id >= (uint)states.Length)
            throw new InvalidDataException($"The NUT stream holds a frame of stream {id} and declares {states.Length} streams.");
        ref var state = ref states[id];
        var pts = (flags & NutFormat.FlagCodedPts) != 0 ? state.Decode(cursor.ReadVarint()) : state.LastPts + row.PtsDelta;
        var size = (long)row.Size;
        if ((flags & NutFormat.FlagSizeMsb) != 0)
            size += row.Multiplier * (long)cursor.ReadVarint();
        if ((flags & NutFormat.FlagMatchTime) != 0)
            cursor.ReadSigned();
        var elision = (flags & NutFormat.FlagHeaderIndex) != 0 ? (int)cursor.ReadVarint() : row.Elision;
        var reserved = (flags & NutFormat.FlagReserved) != 0 ? (int)cursor.ReadVarint() : row.Reserved;
        for (var i = 0; i < reserved; i++)
            cursor.ReadVarint();
        if ((flags & NutFormat.FlagChecksum) != 0)
            cursor.ReadBytes(sizeof(uint));
        prefix = size > 4096 ? default : _elided[Math.Clamp(elision, 0, _elided.Length - 1)].AsMemory();
        RefuseUnreadable(prefix.Length, size);
        hasSideData = (flags & NutFormat.FlagSideData) != 0;
        state.LastPts = pts;
        return new NutPacket(id, pts, (int)size, (flags & NutFormat.FlagKey) != 0);
    }

    private static void RefuseUnreadable(int prefix, long size)
    {
        if (size < prefix || size > int.MaxValue)
            throw new InvalidDataException($"The NUT stream declares a frame of {size} bytes; {int.MaxValue} is the most.");
    }

    private void ReadElisions(ref NutCursor cursor)
    {
        _elided = new byte[(int)cursor.ReadVarint() + 1][];
        _elided[0] = [];
        for (var i = 1; i < _elided.Length; i++)
            _elided[i] = cursor.ReadBytes((int)cursor.ReadVarint()).ToArray();
    }

    private struct Row
    {
        public int Flags;
        public long PtsDelta;
        public int Multiplier;
        public int Stream;
        public int Size;
        public int Reserved;
        public int Elision;
    }
}
