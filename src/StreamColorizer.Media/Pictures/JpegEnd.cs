namespace StreamColorizer.Media.Pictures;

/// <summary>Tells a JPEG file that was cut short: decoders fill up what is missing and keep quiet about it.</summary>
internal static class JpegEnd
{
    private const byte Marker = 0xff;
    private const byte EndOfImage = 0xd9;
    private const byte StartOfScan = 0xda;

    private static ReadOnlySpan<byte> Start => [Marker, 0xd8];

    /// <summary>Whether a file is a JPEG picture without its end.</summary>
    public static bool IsMissing(string path)
    {
        Span<byte> head = stackalloc byte[2];
        using (var file = File.OpenRead(path))
        {
            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.SequenceEqual(Start))
                return false;
        }

        return IsMissing(File.ReadAllBytes(path));
    }

    /// <summary>Whether bytes are a JPEG picture without its end; false where they are none.</summary>
    internal static bool IsMissing(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Start))
            return false;
        // Headers may hold a thumbnail with an end of its own, so they are stepped over.
        var at = 2;
        while (at + 4 <= file.Length && file[at] == Marker && file[at + 1] != StartOfScan)
            at += file[at + 1] == Marker ? 1 : 2 + ((file[at + 2] << 8) | file[at + 3]);
        // Within a scan a byte of 255 is followed by zero, so this is the end and nothing else.
        return at >= file.Length || file[at..].IndexOf([Marker, EndOfImage]) < 0;
    }
}
