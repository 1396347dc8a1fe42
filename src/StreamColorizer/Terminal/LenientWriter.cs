using System.Text;

namespace StreamColorizer.Terminal;

/// <summary>Writes to stdout or stderr, and keeps it in mind where that fails: a log on a full disk must not cost a film.</summary>
/// <param name="to">Gets all of it.</param>
internal sealed class LenientWriter(TextWriter to) : TextWriter
{
    /// <inheritdoc />
    public override Encoding Encoding => to.Encoding;

    /// <summary>The first refusal; null if all was written.</summary>
    public Exception? Fault { get; private set; }

    /// <inheritdoc />
    public override void Write(char value) => Write([value]);

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc />
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc />
    public override void WriteLine(string? value) => Write(value + NewLine);

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<char> buffer)
    {
        try
        {
            to.Write(buffer);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Fault ??= fault;
        }
    }

    /// <inheritdoc />
    public override void Flush()
    {
        try
        {
            to.Flush();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Fault ??= fault;
        }
    }
}
