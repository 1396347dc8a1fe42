using System.CommandLine;
using Spectre.Console;
using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Diagnosis;
using StreamColorizer.Media.Inference;

namespace StreamColorizer.Commands;

/// <summary><c>doctor</c>: every native part, found or not, with the remedy.</summary>
public static class DoctorCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "doctor", "Look for every native part (ffmpeg, OpenCV, ONNX Runtime), try each device, and say what is missing.");
        command.SetAction((_, cancellationToken) => RunAsync(AnsiConsole.Console, BundleLibrary.OfProgram(), cancellationToken));
        Examples.Of(command, """
            Examples:
              streamcolorizer doctor
                  ends with 0 where everything that coloring needs is here, else with 1
            """);
        return command;
    }

    internal static async Task<int> RunAsync(IAnsiConsole console, BundleLibrary library, CancellationToken cancellationToken)
    {
        var findings = await NativeDiagnosis.FindAsync(library, cancellationToken);
        var table = new Grid().AddColumn().AddColumn().AddColumn();
        foreach (var finding in findings)
        {
            var mark = finding.Found ? "[green]found[/]" : finding.Needed ? "[red]missing[/]" : "[yellow]not here[/]";
            var detail = finding.Found || finding.Remedy is null ? finding.Detail : $"{finding.Detail} {finding.Remedy}";
            table.AddRow(new Markup(mark), new Text(finding.Part), new Text(detail));
        }

        console.Write(table);
        var missing = findings.Count(static finding => finding is { Found: false, Needed: true });
        console.WriteLine(missing == 0
            ? "Everything that coloring needs is here."
            : $"{missing} of the needed parts {(missing == 1 ? "is" : "are")} missing.");
        return (int)(missing == 0 ? ExitCode.Done : ExitCode.Failed);
    }
}
