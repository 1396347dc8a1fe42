using System.CommandLine;
using System.CommandLine.Parsing;

namespace StreamColorizer.Commands;

/// <summary>Says in one sentence what is wrong with a command line, with the word that was probably meant.</summary>
internal static class UsageFault
{
    /// <summary>The sentence; null where nothing is wrong.</summary>
    /// <param name="parsed">What the parser made of the words.</param>
    /// <param name="arguments">The words.</param>
    public static string? Of(ParseResult parsed, string[] arguments)
    {
        if (Fault(parsed, arguments) is not { } fault)
            return null;
        var command = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        return $"{fault}{(fault.EndsWith('?') ? " See" : ": see")} streamcolorizer {command}--help.";
    }

    private static string? Fault(ParseResult parsed, string[] arguments)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.Tokens.Any(static token => token is { Type: TokenType.Argument, Value: "" }))
            return "A word of the command line is empty (\"\"): put a name there, or leave it out";
        if (UnknownOption(parsed) is { } option)
            return $"There is no option {option}{(File.Exists(option) ? $" (the file is ./{option})" : Meant(option, OptionNames(command)))}";
        if (ValueOfFlag(command, arguments) is [var flag, var value])
            return $"{flag} takes no value: leave out ={value}";
        if (command is RootCommand && parsed.UnmatchedTokens is [var name, ..])
            return UnknownCommand(name, command);
        if (parsed.Errors is not [var error, ..])
            return null;
        return parsed.UnmatchedTokens is [var word, ..] ? $"{command.Name} has no place for the word {word}" : Text(error, command);
    }

    private static string UnknownCommand(string word, Command root) => Path.Exists(word)
        ? $"There is no command {word}: did you mean colorize {word}?"
        : $"There is no command {word}{Meant(word, root.Subcommands.Select(command => command.Name))}";

    // The words of the parser itself name symbols, not what to do; those of OptionParsing do.
    private static string Text(ParseError error, Command command) => error.SymbolResult switch
    {
        OptionResult { Implicit: true, Option: var option } => $"{command.Name} needs {option.Name} {option.HelpName}",
        OptionResult { Tokens.Count: 0, Option: var option } => $"{option.Name} needs a value ({option.HelpName})",
        OptionResult { Tokens.Count: > 1, Option: var option } => $"{option.Name} takes one value and got {error.SymbolResult.Tokens.Count}",
        ArgumentResult { Tokens.Count: 0, Argument: var argument } => $"{command.Name} needs {argument.Name} behind it",
        _ => error.Message.TrimEnd('.'),
    };

    // An argument that takes many words would take a mistyped option for a file; behind -- anything is a file. No option
    // begins with a digit: a negative number is what its option takes, or says that it does not.
    private static string? UnknownOption(ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .FirstOrDefault(token => token is { Type: TokenType.Argument, Value: ['-', not (>= '0' and <= '9'), ..] })?.Value;

    // The parser takes the value of --quiet=yes for an input.
    private static string[]? ValueOfFlag(Command command, string[] arguments) => arguments
        .TakeWhile(argument => argument != "--")
        .Select(argument => argument.Split('=', 2))
        .FirstOrDefault(words => words.Length == 2 && command.Options.Any(
            option => option.Arity.MaximumNumberOfValues == 0 && (option.Name == words[0] || option.Aliases.Contains(words[0]))));

    private static IEnumerable<string> OptionNames(Command command) =>
        command.Options.Select(option => option.Name).Where(name => name.StartsWith("--", StringComparison.Ordinal));

    private static string Meant(string word, IEnumerable<string> known)
    {
        var (distance, nearest) = known.Select(name => (Distance(word.Split('=')[0], name), name)).Min();
        return distance <= Math.Max(1, nearest.TrimStart('-').Length / 3) ? $": did you mean {nearest}?" : "";
    }

    // Letters to insert, remove or replace.
    private static int Distance(string word, string name)
    {
        var row = Enumerable.Range(0, name.Length + 1).ToArray();
        for (var i = 0; i < word.Length; i++)
        {
            var above = row[0]++;
            for (var j = 0; j < name.Length; j++)
                (above, row[j + 1]) = (row[j + 1], Math.Min(above + (word[i] == name[j] ? 0 : 1), 1 + Math.Min(row[j], row[j + 1])));
        }

        return row[^1];
    }
}
