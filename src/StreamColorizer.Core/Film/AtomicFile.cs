using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StreamColorizer.Core.Film;

/// <summary>Files that are either whole or absent, whenever the process or the machine dies.</summary>
public static class AtomicFile
{
    /// <summary>Writes beside the file, flushes to disk, then renames over it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Fills it.</param>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = path + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Writes JSON that people read too: indented, whatever the type's own options say.</summary>
    /// <param name="path">The file.</param>
    /// <param name="value">What to write.</param>
    /// <param name="type">How.</param>
    public static void WriteJson<T>(string path, T value, JsonTypeInfo<T> type) => Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        JsonSerializer.Serialize(json, value, type);
    });

    /// <summary>Forces a finished file's bytes to disk, so that a rename behind it never names a hollow file.</summary>
    public static void FlushToDisk(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
