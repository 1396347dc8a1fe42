using System.Buffers.Binary;

namespace StreamColorizer.Media.Pictures;

/// <summary>Finds out what picture files hold beside their colors: PNG, JPEG, WebP, TIFF. Decoders say nothing of it.</summary>
internal static class PictureExtrasReader
{
    private const int Orientation = 0x112;
    private const int ExifDirectory = 0x8769;
    private const int IccProfile = 0x8773;
    private const int ExtraSamples = 0x152;

    /// <summary>Looks into a file that can be read; what cannot be made sense of holds nothing.</summary>
    public static PictureExtras Of(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[32];
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        try
        {
            return head switch
            {
                [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => OfPng(file),
                [0xff, 0xd8, ..] => OfJpeg(file),
                [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', ..] => OfWebP(file),
                _ => OfTiff(file),
            };
        }
        catch (EndOfStreamException)
        {
            return PictureExtras.None;
        }
    }

    private static PictureExtras OfPng(FileStream file)
    {
        var found = PictureExtras.None;
        var head = new byte[8];
        for (file.Position = 8; file.Position < file.Length;)
        {
            file.ReadExactly(head);
            var next = file.Position + BinaryPrimitives.ReadUInt32BigEndian(head) + 4;
            found |= head.AsSpan(4) switch
            {
                [(byte)'I', (byte)'H', (byte)'D', (byte)'R'] => ByteAt(file, file.Position + 9) is 4 or 6 ? PictureExtras.Transparency : 0,
                [(byte)'t', (byte)'R', (byte)'N', (byte)'S'] => PictureExtras.Transparency,
                [(byte)'i', (byte)'C', (byte)'C', (byte)'P'] => PictureExtras.ColorProfile,
                [(byte)'e', (byte)'X', (byte)'I', (byte)'f'] => PictureExtras.Exif,
                _ => 0,
            };
            file.Position = next;
        }

        return found;
    }

    private static PictureExtras OfJpeg(FileStream file)
    {
        var found = PictureExtras.None;
        var head = new byte[10];
        for (file.Position = 2; ;)
        {
            var at = file.Position;
            file.ReadExactly(head);
            // The first scan: headers end here.
            if (head is not [0xff, not 0xda, ..])
                return found;
            if (head.AsSpan(4).StartsWith("Exif\0\0"u8) && head[1] == 0xe1)
                found |= PictureExtras.Exif;
            if (head.AsSpan(4).StartsWith("ICC_PR"u8) && head[1] == 0xe2)
                found |= PictureExtras.ColorProfile;
            file.Position = at + (head[1] == 0xff ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)));
        }
    }

    private static PictureExtras OfWebP(FileStream file)
    {
        var found = PictureExtras.None;
        var head = new byte[8];
        for (file.Position = 12; file.Position < file.Length;)
        {
            file.ReadExactly(head);
            var (start, size) = (file.Position, BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)));
            var name = head.AsSpan(0, 4);
            if (name.SequenceEqual("ICCP"u8))
                found |= PictureExtras.ColorProfile;
            else if (name.SequenceEqual("ALPH"u8) || (name.SequenceEqual("VP8L"u8) && (ByteAt(file, start + 4) & 0x10) != 0))
                found |= PictureExtras.Transparency;
            else if (name.SequenceEqual("EXIF"u8))
                found |= PictureExtras.Exif | (IsTurned(file, start, size) ? PictureExtras.Turn : 0);
            file.Position = start + size + (size & 1);
        }

        return found;
    }

    private static PictureExtras OfTiff(FileStream file)
    {
        if (TiffReader.Open(file) is not { } tiff || tiff.Directories().FirstOrDefault() is not (> 0 and var page))
            return PictureExtras.None;
        return (tiff.Find(page, ExtraSamples) > 0 ? PictureExtras.Transparency : 0)
            | (tiff.Find(page, IccProfile) is not null ? PictureExtras.ColorProfile : 0)
            | (tiff.Find(page, ExifDirectory) is not null ? PictureExtras.Exif : 0);
    }

    // OpenCV turns the pictures of all formats but this one.
    private static bool IsTurned(FileStream file, long start, uint size)
    {
        var exif = new byte[Math.Min(size, file.Length - start)];
        file.Position = start;
        file.ReadExactly(exif);
        // Some writers put JPEG's mark before it.
        using var memory = new MemoryStream(exif.AsSpan().StartsWith("Exif\0\0"u8) ? exif[6..] : exif);
        return TiffReader.Open(memory) is { } tiff && tiff.Directories().FirstOrDefault() is > 0 and var first
            && tiff.Find(first, Orientation) > 1;
    }

    private static int ByteAt(FileStream file, long at)
    {
        file.Position = at;
        return file.ReadByte();
    }
}
