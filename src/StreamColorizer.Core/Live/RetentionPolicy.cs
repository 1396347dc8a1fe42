using StreamColorizer.Core.Configuration;

namespace StreamColorizer.Core.Live;

/// <summary>A finished recording.</summary>
/// <param name="Path">The file.</param>
/// <param name="Begun">When it begins.</param>
/// <param name="Bytes">Its size.</param>
public readonly record struct RecordingFile(string Path, DateTimeOffset Begun, long Bytes);

/// <summary>Which recordings have to go: by age, by the folder's size, by the disk's free space, oldest first.</summary>
public static class RetentionPolicy
{
    /// <summary>The files to delete.</summary>
    /// <param name="files">All finished recordings of the folder.</param>
    /// <param name="now">The time.</param>
    /// <param name="freeBytes">Free bytes of the disk.</param>
    /// <param name="sink">The limits; 0 is none.</param>
    public static IReadOnlyList<RecordingFile> Choose(
        IEnumerable<RecordingFile> files, DateTimeOffset now, long freeBytes, SinkConfig sink)
    {
        var kept = new Queue<RecordingFile>(files.OrderBy(file => file.Begun));
        var total = kept.Sum(file => file.Bytes);
        var gone = new List<RecordingFile>();
        while (kept.TryPeek(out var oldest) && IsTooMuch(oldest))
        {
            gone.Add(kept.Dequeue());
            total -= oldest.Bytes;
            freeBytes += oldest.Bytes;
        }

        return gone;

        bool IsTooMuch(RecordingFile oldest) =>
            (sink.KeepFor > TimeSpan.Zero && now - oldest.Begun > sink.KeepFor)
            || (sink.KeepBytes > 0 && total > sink.KeepBytes)
            || (sink.KeepFree > 0 && freeBytes < sink.KeepFree);
    }
}
