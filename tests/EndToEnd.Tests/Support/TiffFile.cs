using System.Buffers.Binary;

namespace EndToEnd.Tests.Support;

/// <summary>TIFF files of several pages, which ffmpeg does not write.</summary>
internal static class TiffFile
{
    private const int Side = 16;
    private const int Directory = 2 + 12 * 9 + 4;

    /// <summary>Gray ramps of 16x16 pixels.</summary>
    /// <param name="isLittle">Byte order.</param>
    /// <param name="subfileTypes">Of each page; 1 for one that is a smaller copy of another.</param>
    public static byte[] Make(bool isLittle, params int[] subfileTypes)
    {
        var file = new byte[8 + subfileTypes.Length * (Directory + Side * Side)];
        (isLittle ? "II"u8 : "MM"u8).CopyTo(file);
        var at = 2;
        Put16(42);
        Put32(8);
        for (var page = 0; page < subfileTypes.Length; page++)
        {
            var pixels = 8 + (page + 1) * Directory + page * Side * Side;
            Put16(9);
            Entry(254, subfileTypes[page]);
            Entry(256, Side);
            Entry(257, Side);
            Entry(258, 8);
            Entry(259, 1);
            Entry(262, 1);
            Entry(273, pixels);
            Entry(278, Side);
            Entry(279, Side * Side);
            Put32(page + 1 < subfileTypes.Length ? pixels + Side * Side : 0);
            for (var i = 0; i < Side * Side; i++)
                file[at++] = (byte)i;
        }

        return file;

        // Every value as one long number.
        void Entry(int tag, int value)
        {
            Put16(tag);
            Put16(4);
            Put32(1);
            Put32(value);
        }

        void Put16(int value)
        {
            if (isLittle)
                BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(at), (short)value);
            else
                BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(at), (short)value);
            at += 2;
        }

        void Put32(int value)
        {
            if (isLittle)
                BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
            else
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(at), value);
            at += 4;
        }
    }
}
