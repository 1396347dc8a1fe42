using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace StreamColorizer.Core.Configuration;

/// <summary>
/// Looks at a file's form before it is loaded. Loading goes as deep as the file is nested and follows every alias, so that a
/// few lines could cost the running service its stack or hours; and a second document would be passed over in silence.
/// </summary>
internal static class YamlShape
{
    // A sink's key is the deepest, at 5.
    private const int MostLevels = 16;

    /// <summary>Notes the first fault.</summary>
    /// <returns>False if there is one.</returns>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public static bool IsPlain(string yaml, ConfigNotes notes)
    {
        var parser = new Parser(new StringReader(yaml));
        var (level, documents) = (0, 0);
        while (parser.MoveNext())
        {
            var fault = parser.Current switch
            {
                AnchorAlias alias => $"The alias '*{alias.Value}' is not taken here: write out what it stands for.",
                DocumentStart when ++documents > 1 => "A second document begins here, and the configuration is one: take out the line '---', or what follows it.",
                MappingStart or SequenceStart when ++level > MostLevels => $"Brackets or indentation are more than {MostLevels} levels deep here: look for one that is not closed.",
                _ => null,
            };
            if (parser.Current is MappingEnd or SequenceEnd)
                level--;
            if (fault is null)
                continue;
            notes.AddAt(parser.Current!.Start.Line, fault);
            return false;
        }

        return true;
    }
}
