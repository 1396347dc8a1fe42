using System.Buffers.Binary;

namespace StreamColorizer.Media.Containers;

/// <summary>Numbers of the NUT container, versions 3 and 4 (nut.txt of FFmpeg's nut repository).</summary>
internal static class NutFormat
{
    public const ulong MainStartcode = 0x4E4D7A561F5F04AD;
    public const ulong StreamStartcode = 0x4E5311405BF2F9DB;
    public const ulong SyncpointStartcode = 0x4E4BE4ADEECA4569;
    public const ulong IndexStartcode = 0x4E58DD672F23E64E;
    public const ulong InfoStartcode = 0x4E49AB68B596BA78;

    public const int FlagKey = 1;
    public const int FlagCodedPts = 8;
    public const int FlagStreamId = 16;
    public const int FlagSizeMsb = 32;
    public const int FlagChecksum = 64;
    public const int FlagReserved = 128;
    public const int FlagSideData = 256;
    public const int FlagHeaderIndex = 1024;
    public const int FlagMatchTime = 2048;
    public const int FlagCoded = 4096;
    public const int FlagInvalid = 8192;

    /// <summary>Shift of the pts LSBs in what the writer makes; ffmpeg uses 7 or 14 for its own.</summary>
    public const int MsbPtsShift = 7;

    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>First bytes of every file, the closing zero included.</summary>
    public static ReadOnlySpan<byte> FileId => "nut/multimedia container\0"u8;

    /// <summary>CRC-32 of NUT: polynomial 04C11DB7, most significant bit first, initial value 0.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0u;
        foreach (var b in bytes)
            crc = (crc << 8) ^ CrcTable[(crc >> 24) ^ b];
        return crc;
    }

    /// <summary>Writes a NUT varint (7 bits a byte, most significant first) and returns its length.</summary>
    public static int WriteVarint(Span<byte> target, ulong value)
    {
        var length = 1;
        for (var rest = value >> 7; rest != 0; rest >>= 7)
            length++;
        for (var i = 0; i < length; i++)
        {
            var part = (byte)((value >> (7 * (length - 1 - i))) & 0x7F);
            target[i] = i == length - 1 ? part : (byte)(part | 0x80);
        }

        return length;
    }

    /// <summary>Writes a 64-bit big-endian startcode and returns its length.</summary>
    public static int WriteStartcode(Span<byte> target, ulong startcode)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, startcode);
        return sizeof(ulong);
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i << 24;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 0x80000000) != 0 ? (value << 1) ^ 0x04C11DB7 : value << 1;
            table[i] = value;
        }

        return table;
    }
}
