using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Media.Film;
using StreamColorizer.Media.Pictures;

namespace StreamColorizer.Commands;

/// <summary>What lies beside a colored film if the user wants it: report, page, contact sheet.</summary>
/// <param name="request">Where they go.</param>
public sealed class FilmPapers(ColorizeRequest request)
{
    /// <summary>Whether anybody will look at moments of the film.</summary>
    public bool AreWanted => request.Report is not null || request.ContactSheet is not null;

    private static string PageOf(string report) => Path.ChangeExtension(report, ".html");

    /// <summary>Refuses papers that could not be written, or would take the place of something else, before any work is done.</summary>
    /// <param name="items">What the command line colors.</param>
    /// <exception cref="ColorizerException">The sentence says which paper, and why.</exception>
    public void Refuse(IReadOnlyList<ColorizeItem> items)
    {
        if (request.Report is { } report && PageOf(report) == report)
            throw Usage($"--report names the JSON file, and its page lies beside it as .html: let {report} end in .json.");
        if (request.ContactSheet is { } sheet && !PictureFile.IsNamedLikePicture(sheet))
            throw Usage($"A contact sheet cannot be written as {sheet}: let its name end in .png or .jpg.");
        var taken = items.SelectMany(static item => RealPath.OfSource(item.Input).Append(RealPath.OfEntry(item.Output))).ToHashSet();
        if (request.Reference is { } reference)
            taken.UnionWith(RealPath.OfSource(reference));
        foreach (var (option, path) in Files())
        {
            if (items.Count > 1)
                throw Usage($"{option} names one file and there are {items.Count} inputs: leave it out, or color them one by one.");
            if (!taken.Add(RealPath.OfEntry(path)))
                throw Usage($"{option} would write {path}, which this command reads or writes already: choose another name.");
            RefuseExisting(option, path, items[0].Output);
            OutputFault.RefuseMissingFolder(path, option);
            if (!request.DryRun)
                OutputFault.RefuseUnwritable(path, option);
        }
    }

    /// <summary>Says which moments are missing because an earlier run did not keep them; null if none, or nobody looks at any.</summary>
    /// <param name="outcome">What there is to show.</param>
    public string? Lacking(FilmOutcome outcome)
    {
        var all = Moments.Choose(outcome.Plan).Count;
        if (!AreWanted || outcome.Moments.Count == all)
            return null;
        return outcome.Moments.Count == 0
            ? "There is no moment to show in report or contact sheet: an earlier run that made neither colored them; --overwrite colors them anew."
            : $"Report and contact sheet show {outcome.Moments.Count} of {all} moments: an earlier run that made neither colored the others; --overwrite colors them anew.";
    }

    /// <summary>Writes what was asked for.</summary>
    /// <exception cref="ColorizerException">The disk is full, or became unwritable.</exception>
    public void Write(FilmReport report, FilmOutcome outcome)
    {
        if (request.Report is { } path)
        {
            OutputFault.Guard(path, "--report", () =>
            {
                ReportFile.WriteJson(path, report);
                ReportFile.WritePage(PageOf(path), report, [.. outcome.Moments.Select(Page)]);
            });
        }

        if (request.ContactSheet is { } sheet && outcome.Moments.Count > 0)
        {
            var subtitle = $"{report.FramesOut} frames, {report.Cuts} cuts, colored by {report.Program} with {report.Model.Name}";
            using var picture = ContactSheet.Draw(Path.GetFileName(report.Output.Path), subtitle, outcome.Moments);
            var bytes = PictureFile.Encode(picture, Path.GetExtension(sheet));
            OutputFault.Guard(sheet, "--contact-sheet", () => AtomicFile.Write(sheet, stream => stream.Write(bytes)));
        }
    }

    private IEnumerable<(string Option, string Path)> Files()
    {
        if (request.Report is { } report)
        {
            yield return ("--report", report);
            yield return ("--report", PageOf(report));
        }

        if (request.ContactSheet is { } sheet)
            yield return ("--contact-sheet", sheet);
    }

    // Papers are written a moment before the film appears: where a run was killed in between, they are its own.
    private void RefuseExisting(string option, string path, string output)
    {
        if (File.Exists(path) && !request.Overwrite && !Directory.Exists(WorkFolder.PathFor(output)))
            throw Usage($"{path} exists already: replace it with --overwrite, or choose another name with {option}.");
    }

    private static PageMoment Page(MomentPictures moment) =>
        new(moment.Seconds, Jpeg(moment.BeforePath), Jpeg(moment.AfterPath));

    private static string Jpeg(string path) => "data:image/jpeg;base64," + Convert.ToBase64String(File.ReadAllBytes(path));

    private static ColorizerException Usage(string sentence) => new(ExitCode.Usage, sentence);
}
