using System.Text.Json;

namespace StreamColorizer.Core.Film;

/// <summary>
/// Append-only list of finished segments, one JSON line each, on disk before the next segment is believed.
/// A process killed in the middle of a line leaves a torn end, which is cut off when the journal is opened again.
/// </summary>
public sealed class Journal : IDisposable
{
    private readonly FileStream _stream;
    private readonly List<JournalEntry> _entries = [];

    private Journal(FileStream stream) => _stream = stream;

    /// <summary>Finished segments in the order in which they finished; the last entry of a segment counts.</summary>
    public IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>Opens or begins a journal.</summary>
    /// <param name="path">The file.</param>
    public static Journal Open(string path)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var journal = new Journal(stream);
        journal.ReadWholeLines();
        return journal;
    }

    /// <summary>Adds a finished segment and forces it to disk.</summary>
    public void Append(JournalEntry entry)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(entry, PlanJson.Default.JournalEntry);
        _stream.Write([.. line, (byte)'\n']);
        _stream.Flush(flushToDisk: true);
        _entries.Add(entry);
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();

    private void ReadWholeLines()
    {
        var bytes = new byte[_stream.Length];
        _stream.ReadExactly(bytes);
        var whole = 0;
        for (var end = Array.IndexOf(bytes, (byte)'\n'); end >= 0; end = Array.IndexOf(bytes, (byte)'\n', whole))
        {
            if (!TryRead(bytes.AsSpan(whole, end - whole)))
                break;
            whole = end + 1;
        }

        _stream.SetLength(whole);
        _stream.Seek(whole, SeekOrigin.Begin);
    }

    // A line that does not parse ends the believable part: its segment and later ones are made again.
    private bool TryRead(ReadOnlySpan<byte> line)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, PlanJson.Default.JournalEntry) is not { } entry)
                return false;
            _entries.Add(entry);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
