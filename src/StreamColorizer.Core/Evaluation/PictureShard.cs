using System.Formats.Tar;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Core.Evaluation;

/// <summary>Reads the pictures of a tar shard in their order.</summary>
internal static class PictureShard
{
    // POSIX.1-2017, pax: an archive ends with at least two blocks of 512 zero bytes.
    private const int EndMark = 1024;

    /// <summary>Reads the entries whose names end like a picture's.</summary>
    /// <exception cref="ColorizerException">The shard is truncated or no tar archive.</exception>
    public static IEnumerable<(string Name, byte[] Bytes)> Read(string path, Predicate<string> isPicture)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        ExpectEnd(path, stream);
        using var tar = new TarReader(stream);
        var last = "its beginning";
        while (Next(path, tar, last) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !isPicture(entry.Name))
                continue;
            last = entry.Name;
            yield return (Plain(entry.Name), Content(path, entry));
        }
    }

    private static void ExpectEnd(string path, FileStream stream)
    {
        var end = new byte[EndMark];
        if (stream.Length >= EndMark)
        {
            stream.Seek(-EndMark, SeekOrigin.End);
            stream.ReadExactly(end);
            stream.Seek(0, SeekOrigin.Begin);
        }

        if (stream.Length < EndMark || end.AsSpan().ContainsAnyExcept((byte)0))
            throw Truncated(path, $"its {stream.Length} bytes lack the end mark", null);
    }

    private static TarEntry? Next(string path, TarReader tar, string last)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or FormatException)
        {
            throw Truncated(path, $"what follows {last} is no entry", fault);
        }
    }

    private static byte[] Content(string path, TarEntry entry)
    {
        var bytes = new byte[entry.Length];
        var length = entry.DataStream?.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) ?? 0;
        return length == bytes.Length ? bytes : throw Truncated(path, $"{entry.Name} has {length} of its {bytes.Length} bytes", null);
    }

    /// <summary>The name without what could lead out of a folder.</summary>
    private static string Plain(string name) =>
        string.Join('/', name.Split('/').Where(part => part is not ("" or "." or "..")));

    private static ColorizerException Truncated(string path, string reason, Exception? cause) => new(
        ExitCode.Failed, $"The shard {path} is truncated or damaged ({reason}): copy it again or leave it out.", cause);
}
