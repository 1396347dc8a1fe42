using System.Text.RegularExpressions;

namespace StreamColorizer.Media.Processes;

/// <summary>
/// What a child of ffmpeg's wrote to stderr at level warning and above: the last lines are kept, all are counted.
/// The child has to run with <c>-loglevel repeat+level+warning</c>. Safe for one writer and many readers.
/// </summary>
public sealed partial class ComplaintLog
{
    private const int LinesKept = 40;
    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new(LinesKept);
    private readonly Dictionary<string, int> _byPart = [];
    private string? _lastError;
    private int _errors;
    private int _corrupt;
    private int _references;

    /// <summary>
    /// Lines that tell of damage: errors of demuxers and decoders, and packets or frames called corrupt.
    /// The muxer's grumbling about timestamps is not among them.
    /// </summary>
    public int Count => Volatile.Read(ref _errors) + Volatile.Read(ref _corrupt);

    /// <summary>Of <see cref="Count"/>, the lines about pictures that a picture refers to and that are not there.</summary>
    public int MissingReferences => Volatile.Read(ref _references);

    /// <summary>The error that tells of a full disk, or the last one, or else the last line, without addresses; null if there was none.</summary>
    public string? LastLine
    {
        get
        {
            lock (_lock)
                return _lastError ?? _lines.LastOrDefault();
        }
    }

    /// <summary>The last lines, oldest first.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    /// <summary>Of <see cref="Count"/>, the lines that one part of ffmpeg wrote, such as a demuxer.</summary>
    public int CountOf(string part)
    {
        lock (_lock)
            return _byPart.GetValueOrDefault(part);
    }

    /// <summary>Whether a line tells of a full disk.</summary>
    public static bool IsDiskFull(string? line) => line?.Contains("No space left", StringComparison.Ordinal) == true;

    internal void Add(string raw)
    {
        var isError = raw.Contains("[error]", StringComparison.Ordinal) || raw.Contains("[fatal]", StringComparison.Ordinal);
        var line = Addresses().Replace(raw, "$1: ").Replace("[error] ", "").Replace("[fatal] ", "").Replace("[warning] ", "").Trim();
        if (line.Length == 0)
            return;
        if (isError && !IsAboutTime(line))
        {
            _errors++;
            _references += IsAboutReferences(line) ? 1 : 0;
        }
        else if (line.Contains("corrupt", StringComparison.OrdinalIgnoreCase))
        {
            _corrupt++;
        }

        lock (_lock)
        {
            if (_lines.Count == LinesKept)
                _lines.Dequeue();
            _lines.Enqueue(line);
            // What follows upon a full disk are other words for it.
            if (isError && !IsEcho(line) && !IsDiskFull(_lastError))
                _lastError = line;
            if (isError && line.IndexOf(": ", StringComparison.Ordinal) is var end and > 0)
                _byPart[line[..end]] = _byPart.GetValueOrDefault(line[..end]) + 1;
        }
    }

    private static bool IsAboutTime(string line) =>
        line.Contains("non monotonically", StringComparison.OrdinalIgnoreCase)
        || line.Contains("Non-monotonous", StringComparison.OrdinalIgnoreCase);

    private static bool IsAboutReferences(string line) =>
        line.Contains("mmco: unref short failure", StringComparison.Ordinal) || line.Contains("Missing reference picture", StringComparison.Ordinal);

    // What ffmpeg adds after the line that tells the cause.
    private static bool IsEcho(string line) =>
        line.StartsWith("Error initializing output stream", StringComparison.Ordinal)
        || line.EndsWith("Invalid data found when processing input", StringComparison.Ordinal)
        || line.StartsWith("av_interleaved_write_frame(): Invalid argument", StringComparison.Ordinal)
        || (line.StartsWith("Error writing trailer", StringComparison.Ordinal) && !IsDiskFull(line))
        || line.StartsWith("Conversion failed", StringComparison.Ordinal)
        || line.StartsWith("Error while processing", StringComparison.Ordinal);

    [GeneratedRegex(@"\[([^\]@]+?) @ 0x[0-9a-f]+\]\s*")]
    private static partial Regex Addresses();
}
