using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;
using StreamColorizer.Core.Errors;
using StreamColorizer.Terminal;

namespace StreamColorizer.Commands;

/// <summary>The commands, and what the process says and returns when one fails.</summary>
public static class CommandLine
{
    /// <summary>Parses and runs one command line.</summary>
    /// <returns>An exit code of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var output = new LenientWriter(Console.Out);
        Console.SetOut(output);
        Console.SetError(new LenientWriter(Console.Error));
        var root = new RootCommand("Colors grayscale film and camera feeds: luma, sound, subtitles and timestamps stay as they are.")
        {
            ColorizeCommand.Create(),
            ProbeCommand.Create(),
            ServeCommand.Create(),
            CheckConfigCommand.Create(),
            ModelsCommand.Create(),
            DoctorCommand.Create(),
            EvaluateCommand.Create(),
        };
        Examples.Attach(root);
        PlainWhereNobodyLooks();
        // A file name that begins with @ is a file name, not a list of arguments.
        var parsed = root.Parse(
            arguments.Length > 0 ? arguments : ["--help"], new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Tokens.Any(static token => token is { Type: TokenType.Argument, Value: "" }))
            return Fail(ExitCode.Usage, Sentence(parsed, "A word of the command line is empty (\"\"): put a name there, or leave it out"));
        if (UnknownOption(parsed) is { } unknown)
            return Fail(ExitCode.Usage, Sentence(parsed, $"There is no option {unknown}{(File.Exists(unknown) ? $" (the file is ./{unknown})" : "")}"));
        if (parsed.CommandResult.Command is RootCommand && parsed.UnmatchedTokens is [var command, ..])
            return Fail(ExitCode.Usage, Sentence(parsed, $"There is no command {command}"));
        if (parsed.Errors.Count > 0)
            return Fail(ExitCode.Usage, Sentence(parsed, parsed.Errors[0].Message));
        try
        {
            var code = await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
            return output.Fault is { } fault && PrintsWhatWasAskedFor(parsed)
                ? Fail(ExitCode.Failed, $"Standard output cannot be written ({fault.Message.TrimEnd('.')}): send it to another place.")
                : code;
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Interrupted;
        }
        catch (Exception fault)
        {
            // The process border.
            var (code, sentence) = Faults.Explain(fault);
            return Fail(code, sentence);
        }
    }

    /// <summary>A file or a pipe gets neither colors nor lines broken at a terminal's width, nor filled up to it.</summary>
    private static void PlainWhereNobodyLooks()
    {
        if (!Console.IsOutputRedirected)
            return;
        AnsiConsole.Console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(new TrimmedLines(Console.Out)) });
        AnsiConsole.Profile.Width = 400;
    }

    // A film or a service is what it is whether or not anything could be said about it.
    private static bool PrintsWhatWasAskedFor(ParseResult parsed) =>
        parsed.CommandResult.Command is not { Name: ColorizeCommand.Name or ServeCommand.Name } command
        || parsed.Action != command.Action || (command.Name == ColorizeCommand.Name && parsed.GetValue<bool>("--dry-run"));

    private static int Fail(ExitCode code, string sentence)
    {
        Console.Error.WriteLine(sentence);
        return (int)code;
    }

    // An argument that takes many words would take a mistyped option for a file; behind -- anything is a file. No option
    // begins with a digit: a negative number is what its option takes, or says that it does not.
    private static string? UnknownOption(ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .FirstOrDefault(token => token is { Type: TokenType.Argument, Value: ['-', not (>= '0' and <= '9'), ..] })?.Value;

    private static string Sentence(ParseResult parsed, string message)
    {
        var command = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        return $"{message.TrimEnd('.')}: see streamcolorizer {command}--help.";
    }
}
