using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace StreamColorizer.Commands;

/// <summary>Examples below a command's help, for they teach faster than a list of options.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, string> Texts = [];

    /// <summary>Registers the examples of a command.</summary>
    public static void Of(Command command, string text) => Texts[command.Name] = text;

    /// <summary>Makes the help of the whole command line show them.</summary>
    public static void Attach(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new ActionWithExamples((HelpAction)option.Action!);
    }

    private sealed class ActionWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        // --help beside a half-written command line is a question, not an error.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var result = help.Invoke(parseResult);
            if (Texts.TryGetValue(parseResult.CommandResult.Command.Name, out var text))
                parseResult.InvocationConfiguration.Output.WriteLine(text.TrimEnd());
            return result;
        }
    }
}
