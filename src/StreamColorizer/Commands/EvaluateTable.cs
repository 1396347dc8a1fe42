using System.Globalization;
using Spectre.Console;
using StreamColorizer.Core.Evaluation;

namespace StreamColorizer.Commands;

/// <summary>The judge's tables in the terminal.</summary>
internal static class EvaluateTable
{
    /// <summary>Prints all pictures, the named groups, gains by source, and the clips; the report files have every figure.</summary>
    /// <param name="console">The terminal.</param>
    /// <param name="report">What was found.</param>
    /// <param name="named">Names of the groups that get a table of their own.</param>
    public static void Print(IAnsiConsole console, EvaluationReport report, IEnumerable<string> named)
    {
        var own = named.Append("all").ToHashSet();
        foreach (var group in report.Groups.Where(group => own.Contains(group.Name)))
            console.Write(Of(group));
        if (report.Groups.Any(group => !own.Contains(group.Name)))
            console.Write(BySource(report, own));
        foreach (var clip in report.Clips)
            console.Write(Of(clip));
        foreach (var warning in report.Warnings)
            console.Write(new Text($"Warning: {warning}\n", new Style(Color.Yellow)));
    }

    private static Table Of(FigureGroup group)
    {
        var table = Begin(
            $"{group.Name}: {group.Pictures} pictures",
            "PSNR", "- gray", "SSIM", "dE00", "dE00 %", "RMSE ab", "AuC", "hue", "color", "/ truth", "|color| / truth");
        foreach (var row in group.Rows)
        {
            table.AddRow(
                Markup.Escape(row.Contestant), Of(row.Psnr, "0.00"), Of(row.PsnrGain, "+0.00;-0.00"), Of(row.Ssim, "0.0000"),
                Of(row.DeltaE, "0.00"), Of(row.DeltaEChange, "+0.0;-0.0"), Of(row.RmseAb, "0.0000"), Of(row.AucAb, "0.00"),
                Of(row.HueDistance, "0.000"), Of(row.Colorfulness, "0.00"), Of(row.ColorfulnessRatio, "0.000"),
                Of(row.AbsoluteColorfulnessRatio, "0.000"));
        }

        return table;
    }

    private static Table BySource(EvaluationReport report, HashSet<string> own)
    {
        var rivals = report.Contestants.Where(who => who.Kind is ContestantKind.Bundle or ContestantKind.Folder).ToArray();
        var table = Begin("by source: dB over gray, colorfulness / truth", ["pictures", .. rivals.Select(rival => rival.Name)]);
        foreach (var group in report.Groups.Where(group => !own.Contains(group.Name)))
        {
            var figures = rivals.Select(rival => group.Rows.Single(row => row.Contestant == rival.Name));
            table.AddRow([
                Markup.Escape(group.Name), group.Pictures.ToString(CultureInfo.InvariantCulture),
                .. figures.Select(row => $"{Of(row.PsnrGain, "+0.00;-0.00")}, {Of(row.ColorfulnessRatio, "0.00")}"),
            ]);
        }

        return table;
    }

    private static Table Of(JudgedClip clip)
    {
        var table = Begin(
            $"{clip.Name}: {clip.Frames} frames, {clip.ScoredFrames} scored, {clip.Embeddings} embeddings",
            "CDC x1000", "flicker", "PSNR", "- gray", "dE00", "color", "/ truth");
        foreach (var row in clip.Rows)
        {
            table.AddRow(
                Markup.Escape(row.Figures.Contestant), Of(1000 * row.Cdc, "0.000"), Of(row.Flicker, "0.000"), Of(row.Figures.Psnr, "0.00"),
                Of(row.Figures.PsnrGain, "+0.00;-0.00"), Of(row.Figures.DeltaE, "0.00"), Of(row.Figures.Colorfulness, "0.00"),
                Of(row.Figures.ColorfulnessRatio, "0.000"));
        }

        return table;
    }

    private static Table Begin(string title, params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple).Title(Markup.Escape(title)).AddColumn("");
        foreach (var column in columns)
            table.AddColumn(new TableColumn(Markup.Escape(column)).RightAligned().NoWrap());
        return table;
    }

    private static string Of(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
