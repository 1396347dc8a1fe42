using System.CommandLine;
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
        Examples.Of(root, """
            Examples:
              streamcolorizer colorize film.mkv
                  writes film.color.mkv beside it
              streamcolorizer colorize --help
                  shows every option with its default, and examples; so does each command
            """);
        Examples.Attach(root);
        PlainWhereNobodyLooks();
        // A file name that begins with @ is a file name, not a list of arguments.
        var parsed = root.Parse(
            arguments.Length > 0 ? arguments : ["--help"], new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (UsageFault.Of(parsed, arguments) is { } sentence)
            return Fail(ExitCode.Usage, sentence);
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
            var (code, explained) = Faults.Explain(fault);
            return Fail(code, explained);
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
}
