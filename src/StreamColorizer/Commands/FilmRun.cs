using System.Globalization;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Scenes;
using StreamColorizer.Media.Film;
using StreamColorizer.Media.Probe;
using StreamColorizer.Terminal;

namespace StreamColorizer.Commands;

/// <summary>Colors one film from probe to report.</summary>
/// <param name="request">What the user asked for.</param>
/// <param name="kit">Model and walk.</param>
/// <param name="signals">The user's wish to stop.</param>
/// <param name="time">The clock.</param>
public sealed class FilmRun(ColorizeRequest request, ColorKit kit, StopSignals signals, TimeProvider time)
{
    private readonly FilmReporter _reporter = new(kit, time);

    /// <summary>Colors the film.</summary>
    /// <param name="item">Input and output.</param>
    /// <param name="title">How progress lines name it.</param>
    /// <returns>Done, partial or interrupted, and where the color is.</returns>
    /// <exception cref="ColorizerException">The film was not colored.</exception>
    public async Task<(ExitCode Code, string Output)> RunAsync(ColorizeItem item, string title)
    {
        var facts = await MediaProbe.ProbeAsync(item.Input, signals.Abandon);
        var tone = await ToneProbe.ProbeAsync(facts, signals.Abandon);
        var settings = FilmSettings.Of(request, facts, tone, item);
        if (!request.DryRun)
            WorkFolder.RemoveDelivered(settings.Output);
        if (File.Exists(settings.Output) && !request.Overwrite)
        {
            throw new ColorizerException(ExitCode.Usage,
                $"{(item.Remark is { } remark ? remark + " " : "")}{settings.Output} exists already: "
                + "replace it with --overwrite, or choose another output with -o.");
        }

        OutputFault.RefuseMissingFolder(settings.Output);
        if (request.DryRun)
        {
            await new DryRun(request, kit, signals, time).RunAsync(facts, settings, title);
            return (ExitCode.Done, settings.Output);
        }

        var sha256 = await FileHash.Sha256Async(item.Input, signals.Stop);
        using var folder = WorkFolder.Open(settings.Output);
        if (!request.Quiet)
            Console.Error.WriteLine($"Working in {folder.Path}: it grows to about twice the output, and goes away at the end.");
        try
        {
            return (await ColorAsync(facts, settings, sha256, folder, title), settings.Output);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw OutputFault.Explain(fault, settings.Output);
        }
    }

    private async Task<ExitCode> ColorAsync(
        MediaFacts facts, FilmSettings settings, string sha256, WorkFolder folder, string title)
    {
        var papers = new FilmPapers(request);
        var studio = new FfmpegStudio(
            facts, settings.UsesOpenCv, settings.Decode, settings.Encode, settings.Container, Comment(), papers.AreWanted);
        var progress = new FilmProgress();
        var options = Options(settings, sha256);
        var job = new FilmJob(studio, request.SceneThreshold ?? DetectedScenes.DefaultThreshold, kit.Network,
            kit.Walk(facts.Video.Color), new JobSignature(options), progress);
        var outcome = await new ProgressDisplay(time, request.Quiet).WhileAsync(title, progress, facts.Video.FrameCount ?? 0,
            () => job.RunAsync(folder, request.Resume, signals.Stop, signals.Abandon));
        if (outcome.JoinedPath is not { } joined)
        {
            Say($"{settings.Output}: stopped after {outcome.DoneSegments} of {outcome.Plan.Segments.Count} segments; "
                + "the same command continues.");
            return ExitCode.Interrupted;
        }

        var made = await ProbeAsync(joined, facts);
        string[] warnings = [.. settings.Warnings, .. outcome.Notes];
        if (FilmLosses.Tags(facts, made, settings.Container.Extension) is { } tags)
            warnings = [.. warnings, tags];
        var isPart = settings.Decode.From is not null || settings.Decode.To is not null;
        warnings = [.. warnings, .. FilmLosses.Marks(facts, made, isPart, settings.Container.Extension)];
        if (papers.Lacking(outcome) is { } lacking)
            warnings = [.. warnings, lacking];
        var report = await ReportAsync(facts, made, settings, sha256, options, outcome, progress, warnings);
        papers.Write(report, outcome);
        folder.MarkFinished();
        // Last: where the output is, everything else is, too.
        File.Move(joined, settings.Output, request.Overwrite);
        folder.Remove();
        foreach (var warning in warnings)
            Console.Error.WriteLine($"Warning: {warning}");
        Say(FilmReporter.Summary(report));
        return outcome.IsWhole && FilmLosses.CarriesAllStreams(facts, made) ? ExitCode.Done : ExitCode.Partial;
    }

    private Dictionary<string, string> Options(FilmSettings settings, string sha256)
    {
        var options = kit.Facts();
        options["source"] = sha256;
        options["version"] = FilmReporter.Version;
        options["encoder"] = string.Join(' ', settings.Encode.Arguments);
        options["decoder"] = settings.Decoder;
        options["deinterlace"] = request.Deinterlace ? "yes" : "no";
        options["from"] = request.From?.ToString("g", CultureInfo.InvariantCulture) ?? "the beginning";
        options["to"] = request.To?.ToString("g", CultureInfo.InvariantCulture) ?? "the end";
        options["scene threshold"] = Show.Of(request.SceneThreshold ?? DetectedScenes.DefaultThreshold);
        return options;
    }

    // Of whole frames none but whole frames were made: looking for fields in them would be one more child.
    private Task<MediaFacts> ProbeAsync(string joined, MediaFacts source) => source.Video.IsInterlaced
        ? MediaProbe.ProbeAsync(joined, signals.Abandon)
        : MediaProbe.ProbeHeadAsync(joined, signals.Abandon);

    private async Task<FilmReport> ReportAsync(
        MediaFacts facts, MediaFacts made, FilmSettings settings, string sha256, Dictionary<string, string> options,
        FilmOutcome outcome, FilmProgress progress, string[] warnings)
    {
        var input = new FileRecord(facts.Path, facts.Bytes, sha256, facts);
        var output = new FileRecord(settings.Output, made.Bytes,
            await FileHash.Sha256Async(made.Path, signals.Abandon), made with { Path = settings.Output });
        return _reporter.Make(input, output, settings.Decoder, options, outcome, progress, settings.Luma(outcome), warnings);
    }

    private string Comment() => $"colorized by StreamColorizer {FilmReporter.Version}, {kit.Network.Facts.Name}";

    private void Say(string sentence)
    {
        if (!request.Quiet)
            Console.WriteLine(sentence);
    }
}
