using System.Collections.Concurrent;
using System.Globalization;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Live;

namespace StreamColorizer.Media.Live;

/// <summary>Files of a folder of recordings. Only files that have a recording's name are ever touched.</summary>
internal static class RecordingFolder
{
    // One a folder: a disk that hangs must not hold up the recordings of another.
    private static readonly ConcurrentDictionary<string, Lock> s_sweeping = new(StringComparer.Ordinal);

    /// <summary>Finished recordings; empty if the folder does not exist.</summary>
    public static IReadOnlyList<RecordingFile> List(string folder) =>
        [.. Files(folder, "").Select(file => new RecordingFile(file.Path, file.Begun, new FileInfo(file.Path).Length))];

    /// <summary>Gives what an earlier run left unfinished its final name.</summary>
    public static void Recover(string folder)
    {
        foreach (var (part, _) in Files(folder, RecordingWriter.Part).ToArray())
        {
            var path = part[..^RecordingWriter.Part.Length];
            Finish(part, File.Exists(path) ? Free(Path.ChangeExtension(path, null), Path.GetExtension(path)) : path);
        }
    }

    /// <summary>Free bytes of the disk that holds the folder.</summary>
    public static long FreeBytes(string folder)
    {
        var place = Path.GetFullPath(folder);
        while (!Directory.Exists(place))
            place = Path.GetDirectoryName(place)!;
        return new DriveInfo(place).AvailableFreeSpace;
    }

    /// <summary>A name that no file has: <c>14-30-00.mp4</c>, else <c>14-30-00-2.mp4</c> and so on.</summary>
    public static string Free(string stem, string extension)
    {
        var path = stem + extension;
        for (var number = 2; File.Exists(path) || File.Exists(path + RecordingWriter.Part); number++)
            path = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}{extension}");
        return path;
    }

    /// <summary>Where the camera's own picture goes: <c>14-30-00-original.mp4</c>.</summary>
    public static string OriginalOf(string path) => Path.ChangeExtension(path, null) + "-original" + Path.GetExtension(path);

    /// <summary>Gives a file its final name, or removes it where nothing was written.</summary>
    public static void Finish(string part, string path)
    {
        var file = new FileInfo(part);
        if (!file.Exists)
            return;
        if (file.Length == 0)
            file.Delete();
        else
            file.MoveTo(path, overwrite: false);
    }

    /// <summary>Removes the recordings that have to go.</summary>
    /// <param name="sink">Its folder and limits.</param>
    /// <param name="metrics">Told how much room is left.</param>
    /// <param name="time">The clock.</param>
    public static void Sweep(SinkConfig sink, RecordingMetrics metrics, TimeProvider time)
    {
        // Two at once would stand in each other's way.
        lock (s_sweeping.GetOrAdd(Path.GetFullPath(sink.Folder), _ => new Lock()))
        {
            foreach (var file in RetentionPolicy.Choose(List(sink.Folder), time.GetUtcNow(), FreeBytes(sink.Folder), sink))
                Delete(file.Path);
        }

        metrics.Free(FreeBytes(sink.Folder));
    }

    private static void Delete(string path)
    {
        File.Delete(path);
        var day = Path.GetDirectoryName(path)!;
        if (!Directory.EnumerateFileSystemEntries(day).Any())
            Directory.Delete(day);
    }

    // Days alone are looked into: beside them may lie what is another's, or what this user may not read (lost+found).
    private static IEnumerable<(string Path, DateTimeOffset Begun)> Files(string folder, string ending) =>
        from day in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "????-??-??") : []
        from path in Directory.EnumerateFiles(day)
        where RecordingFormat.All.Any(format => path.EndsWith(format.Extension + ending, StringComparison.Ordinal))
        let begun = Begun(folder, path)
        where begun is not null
        select (path, begun.Value);

    private static DateTimeOffset? Begun(string folder, string path)
    {
        var name = Path.GetRelativePath(folder, path);
        const string pattern = "yyyy-MM-dd/HH-mm-ss";
        return name.Length >= pattern.Length && DateTimeOffset.TryParseExact(
            name[..pattern.Length], "yyyy-MM-dd'/'HH-mm-ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var begun)
            ? begun
            : null;
    }
}
