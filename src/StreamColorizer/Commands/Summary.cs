using Spectre.Console;
using StreamColorizer.Core.Errors;
using StreamColorizer.Terminal;

namespace StreamColorizer.Commands;

/// <summary>What became of several inputs.</summary>
public sealed class Summary
{
    private readonly List<(ColorizeItem Item, ExitCode Code, string Sentence)> _lines = [];

    /// <summary>Adds one input's end: where its color is, or why there is none.</summary>
    public void Add(ColorizeItem item, (ExitCode Code, string Sentence) end) => _lines.Add((item, end.Code, end.Sentence));

    /// <summary>Prints the table.</summary>
    /// <param name="all">Inputs, those not begun included.</param>
    /// <param name="quiet">Prints only what is not done.</param>
    public void Write(int all, bool quiet)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Input", "Result", "");
        foreach (var (item, code, sentence) in _lines.Where(line => !quiet || line.Code != Core.Errors.ExitCode.Done))
            table.AddRow(Markup.Escape(Show.Name(item.Input)), Word(code), Markup.Escape(sentence));
        if (table.Rows.Count > 0)
            AnsiConsole.Write(table);
        if (!quiet)
            Console.WriteLine($"{_lines.Count(line => line.Code == Core.Errors.ExitCode.Done)} of {all} done.");
    }

    /// <summary>The exit code of them all.</summary>
    /// <param name="isStopped">The user stopped before the end.</param>
    public ExitCode ExitCode(bool isStopped)
    {
        if (isStopped)
            return Core.Errors.ExitCode.Interrupted;
        if (_lines.All(line => line.Code == Core.Errors.ExitCode.Done))
            return Core.Errors.ExitCode.Done;
        var isSomethingMade = _lines.Any(line => line.Code is Core.Errors.ExitCode.Done or Core.Errors.ExitCode.Partial);
        return isSomethingMade ? Core.Errors.ExitCode.Partial : Core.Errors.ExitCode.Failed;
    }

    private static string Word(ExitCode code) => code switch
    {
        Core.Errors.ExitCode.Done => "[green]done[/]",
        Core.Errors.ExitCode.Partial => "[yellow]partial[/]",
        Core.Errors.ExitCode.Interrupted => "[yellow]stopped[/]",
        _ => "[red]failed[/]",
    };
}
