using System.Buffers.Binary;

namespace StreamColorizer.Media.Pictures;

/// <summary>Counts the pictures in a TIFF file, of which decoders hand out the first.</summary>
internal static class TiffPages
{
    private const int SubfileType = 254;
    private const int MostPages = 10_000;

    /// <summary>Counts pages; smaller copies of a page are none. 1 where a file is no TIFF.</summary>
    public static int Count(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            return Count(file);
        }
        catch (EndOfStreamException)
        {
            // Where the directories end in the middle, the decoder has said so, or has not needed them.
            return 1;
        }
    }

    private static int Count(Stream file)
    {
        Span<byte> head = stackalloc byte[16];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !(head.StartsWith("II"u8) || head.StartsWith("MM"u8)))
            return 1;
        var numbers = new Numbers(file, IsLittle: head[0] == 'I');
        // 43 is BigTIFF, with offsets of eight bytes.
        var (isBig, isKnown) = (numbers.Read(2, 2) == 43, numbers.Read(2, 2) is 42 or 43);
        var next = isKnown ? numbers.Read(isBig ? 8 : 4, isBig ? 8 : 4) : 0;
        var pages = 0;
        // A chain may bite its tail.
        for (var i = 0; next > 0 && i < MostPages; i++)
            (pages, next) = (pages + (IsReduced(numbers, next, isBig) ? 0 : 1), Next(numbers, next, isBig));
        return Math.Max(1, pages);
    }

    private static (long First, long Count, int Size) Entries(Numbers numbers, long directory, bool isBig) => isBig
        ? (directory + 8, numbers.Read(directory, 8), 20)
        : (directory + 2, numbers.Read(directory, 2), 12);

    private static long Next(Numbers numbers, long directory, bool isBig)
    {
        var (first, count, size) = Entries(numbers, directory, isBig);
        return numbers.Read(first + count * size, isBig ? 8 : 4);
    }

    private static bool IsReduced(Numbers numbers, long directory, bool isBig)
    {
        var (first, count, size) = Entries(numbers, directory, isBig);
        for (var i = 0L; i < count; i++)
        {
            if (numbers.Read(first + i * size, 2) == SubfileType)
                return (numbers.Read(first + (i + 1) * size - (isBig ? 8 : 4), 4) & 1) != 0;
        }

        return false;
    }

    private readonly record struct Numbers(Stream File, bool IsLittle)
    {
        public long Read(long at, int bytes)
        {
            Span<byte> number = stackalloc byte[8];
            if (at < 0 || at > File.Length - bytes)
                throw new EndOfStreamException();
            File.Position = at;
            File.ReadExactly(number[..bytes]);
            return (IsLittle, bytes) switch
            {
                (true, 2) => BinaryPrimitives.ReadUInt16LittleEndian(number),
                (false, 2) => BinaryPrimitives.ReadUInt16BigEndian(number),
                (true, 4) => BinaryPrimitives.ReadUInt32LittleEndian(number),
                (false, 4) => BinaryPrimitives.ReadUInt32BigEndian(number),
                (true, _) => BinaryPrimitives.ReadInt64LittleEndian(number),
                (false, _) => BinaryPrimitives.ReadInt64BigEndian(number),
            };
        }
    }
}
