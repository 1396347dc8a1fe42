using System.Text;

namespace StreamColorizer.Terminal;

/// <summary>Leaves out the blanks at the ends of lines, with which tables are filled up to their width.</summary>
/// <param name="to">Gets the rest.</param>
internal sealed class TrimmedLines(TextWriter to) : TextWriter
{
    private int _blanks;

    /// <inheritdoc />
    public override Encoding Encoding => to.Encoding;

    /// <inheritdoc />
    public override void Write(char value)
    {
        if (value == ' ')
        {
            _blanks++;
            return;
        }

        if (value is not ('\n' or '\r'))
            to.Write(new string(' ', _blanks));
        _blanks = 0;
        to.Write(value);
    }

    /// <inheritdoc />
    public override void Flush() => to.Flush();
}
