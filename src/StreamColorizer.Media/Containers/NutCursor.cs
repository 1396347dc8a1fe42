using System.Buffers.Binary;

namespace StreamColorizer.Media.Containers;

/// <summary>Walks over the fields of a NUT head. Running off its end is an <see cref="InvalidDataException"/>.</summary>
/// <param name="bytes">The head; may be longer than what is read of it.</param>
internal ref struct NutCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    public byte ReadByte() => ReadBytes(1)[0];

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64BigEndian(ReadBytes(sizeof(ulong)));

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count < 0 || count > _bytes.Length - Position)
            throw new InvalidDataException("The NUT stream breaks off within a head.");
        var part = _bytes.Slice(Position, count);
        Position += count;
        return part;
    }

    public ulong ReadVarint()
    {
        var value = 0UL;
        while (true)
        {
            var b = ReadByte();
            value = (value << 7) | (uint)(b & 0x7F);
            if ((b & 0x80) == 0)
                return value;
        }
    }

    /// <summary>Signed values alternate: 0, 1, -1, 2, -2 …</summary>
    public long ReadSigned()
    {
        var value = (long)ReadVarint() + 1;
        return (value & 1) != 0 ? -(value >> 1) : value >> 1;
    }
}
