using System.Buffers.Binary;

namespace StreamColorizer.Media.Pictures;

/// <summary>Walks the directories of a TIFF file, and of EXIF data, which are one. Whoever reads gets an
/// <see cref="EndOfStreamException"/> where the file ends in the middle.</summary>
internal sealed class TiffReader
{
    private const int MostDirectories = 10_000;
    private const int ShortNumber = 3;
    private readonly Stream _file;
    private readonly bool _isLittle;
    private readonly bool _isBig;

    private TiffReader(Stream file, bool isLittle)
    {
        (_file, _isLittle) = (file, isLittle);
        // 43 is BigTIFF, with offsets of eight bytes.
        _isBig = Read(2, 2) == 43;
    }

    /// <summary>Opens a TIFF file; null where a file is none.</summary>
    public static TiffReader? Open(Stream file)
    {
        Span<byte> head = stackalloc byte[16];
        file.Position = 0;
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !(head.StartsWith("II"u8) || head.StartsWith("MM"u8)))
            return null;
        var reader = new TiffReader(file, isLittle: head[0] == 'I');
        return reader.Read(2, 2) is 42 or 43 ? reader : null;
    }

    /// <summary>Where the directories lie, one for each page or smaller copy of a page.</summary>
    public IEnumerable<long> Directories()
    {
        var next = Read(_isBig ? 8 : 4, _isBig ? 8 : 4);
        // A chain may bite its tail.
        for (var i = 0; next > 0 && i < MostDirectories; i++)
        {
            yield return next;
            var (first, count, size) = Entries(next);
            next = Read(first + count * size, _isBig ? 8 : 4);
        }
    }

    /// <summary>The number that a directory has under a tag, or where its numbers lie; null if it has none.</summary>
    public long? Find(long directory, int tag)
    {
        var (first, count, size) = Entries(directory);
        for (var at = first; at < first + count * size; at += size)
        {
            if (Read(at, 2) == tag)
                return Read(at + (_isBig ? 12 : 8), Read(at + 2, 2) == ShortNumber ? 2 : 4);
        }

        return null;
    }

    private (long First, long Count, int Size) Entries(long directory) => _isBig
        ? (directory + 8, Read(directory, 8), 20)
        : (directory + 2, Read(directory, 2), 12);

    private long Read(long at, int bytes)
    {
        Span<byte> number = stackalloc byte[8];
        if (at < 0 || at > _file.Length - bytes)
            throw new EndOfStreamException();
        _file.Position = at;
        _file.ReadExactly(number[..bytes]);
        return (_isLittle, bytes) switch
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
