using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace StreamColorizer.Core.Configuration;

/// <summary>
/// Loads a YAML text, once its form was looked at: loading goes as deep as the text is nested and follows every alias, so
/// that a few lines could cost the running service its stack or hours; and a second document would be passed over in silence.
/// </summary>
internal static class YamlText
{
    // A sink's key is the deepest, at 5.
    private const int MostLevels = 16;

    /// <summary>Loads the text; what is wrong with it is noted.</summary>
    /// <returns>Its root, an empty map for an empty text; null if there is a fault.</returns>
    public static YamlNode? Load(string yaml, ConfigNotes notes)
    {
        var parser = new Parser(new StringReader(yaml));
        try
        {
            if (!IsPlain(parser, notes))
                return null;
            parser = new Parser(new StringReader(yaml));
            var stream = new YamlStream();
            stream.Load(parser);
            return stream.Documents.Count == 0 ? new YamlMappingNode() : stream.Documents[0].RootNode;
        }
        catch (YamlException fault)
        {
            AddNotYaml(notes, fault.Start.Line, (fault.InnerException?.Message ?? fault.Message).TrimEnd('.'));
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // Some damage makes the library fall over its own feet; what it says then says nothing to a user.
            AddNotYaml(notes, parser.Current?.Start.Line ?? 1, "what follows cannot be made out");
        }

        return null;
    }

    private static void AddNotYaml(ConfigNotes notes, long line, string reason) =>
        notes.AddAt(line, $"The file is not YAML here: {reason}. Check indentation (spaces, no tabs), colons and quotes.");

    // Notes the first fault.
    private static bool IsPlain(Parser parser, ConfigNotes notes)
    {
        var (level, documents) = (0, 0);
        while (parser.MoveNext())
        {
            var fault = parser.Current switch
            {
                AnchorAlias alias => $"The alias '*{alias.Value}' is not taken here: write out what it stands for.",
                DocumentStart when ++documents > 1 => "A second document begins here, and the configuration is one: "
                    + "take out the line '---', or what follows it.",
                MappingStart or SequenceStart when ++level > MostLevels =>
                    $"Brackets or indentation are more than {MostLevels} levels deep here: look for one that is not closed.",
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
