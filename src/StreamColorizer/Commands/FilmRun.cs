using System.Diagnostics;
using System.Globalization;
using System.Reflection;
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
    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly long _begin = time.GetTimestamp();

    /// <summary>Colors the film.</summary>
    /// <param name="item">Input and output.</param>
    /// <param name="title">How progress lines name it.</param>
    /// <returns>Done, partial or interrupted.</returns>
    /// <exception cref="ColorizerException">The film was not colored.</exception>
    public async Task<ExitCode> RunAsync(ColorizeItem item, string title)
    {
        var facts = await MediaProbe.ProbeAsync(item.Input, signals.Abandon);
        var settings = FilmSettings.Of(request, facts, item.Output);
        if (File.Exists(settings.Output) && !request.Overwrite)
        {
            throw new ColorizerException(ExitCode.Usage,
                $"{settings.Output} exists already: replace it with --overwrite, or choose another output with -o.");
        }

        var sha256 = await FileHash.Sha256Async(item.Input, signals.Stop);
        using var folder = WorkFolder.Open(settings.Output);
        try
        {
            return await ColorAsync(facts, settings, sha256, folder, title);
        }
        catch (IOException fault)
        {
            throw OutputFault.Explain(fault, settings.Output);
        }
    }

    private async Task<ExitCode> ColorAsync(
        MediaFacts facts, FilmSettings settings, string sha256, WorkFolder folder, string title)
    {
        var studio = new FfmpegStudio(facts, settings.Decode, settings.Encode, settings.Container, Comment(), request.Report is not null || request.ContactSheet is not null);
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

        string[] warnings = [.. settings.Warnings, .. outcome.Notes];
        var report = await ReportAsync(facts, settings, sha256, options, outcome, progress, joined, warnings);
        new FilmPapers(request).Write(settings, report, outcome);
        // Last: where the output is, everything else is, too.
        File.Move(joined, settings.Output, request.Overwrite);
        folder.Remove();
        foreach (var warning in warnings)
            Console.Error.WriteLine($"Warning: {warning}");
        Say($"{settings.Output}: {Show.Count(report.FramesOut)} frames in {ProgressText.Clock(report.TotalSeconds)}{Rate(report)}, "
            + $"luma {(report.LumaIdentical == true ? "identical" : "not identical")}.");
        return outcome.Source.End == Core.Pipeline.SourceEnd.EndOfStream && outcome.Adapted.Count == 0
            ? ExitCode.Done
            : ExitCode.Partial;
    }

    private Dictionary<string, string> Options(FilmSettings settings, string sha256)
    {
        var options = kit.Facts();
        options["source"] = sha256;
        options["version"] = Version();
        options["encoder"] = string.Join(' ', settings.Encode.Arguments);
        options["decoder"] = settings.Decoder;
        options["deinterlace"] = request.Deinterlace ? "yes" : "no";
        options["from"] = request.From?.ToString("g", CultureInfo.InvariantCulture) ?? "the beginning";
        options["to"] = request.To?.ToString("g", CultureInfo.InvariantCulture) ?? "the end";
        options["scene threshold"] = Show.Of(request.SceneThreshold ?? DetectedScenes.DefaultThreshold);
        return options;
    }

    private async Task<FilmReport> ReportAsync(
        MediaFacts facts, FilmSettings settings, string sha256, Dictionary<string, string> options, FilmOutcome outcome,
        FilmProgress progress, string joined, string[] warnings)
    {
        var made = await MediaProbe.ProbeAsync(joined, signals.Abandon);
        var output = new FileRecord(settings.Output, new FileInfo(joined).Length,
            await FileHash.Sha256Async(joined, signals.Abandon), made with { Path = settings.Output });
        var walk = progress.Walk;
        var coloring = outcome.Seconds.GetValueOrDefault("coloring");
        var (isIdentical, reason) = settings.Luma(outcome);
        return new FilmReport
        {
            Program = $"StreamColorizer {Version()}",
            Started = _started,
            Input = new FileRecord(facts.Path, facts.Bytes, sha256, facts),
            Output = output,
            Model = kit.Model,
            Device = kit.Network.Device.Device.ToString(),
            DeviceReason = kit.Network.Device.Sentence,
            Decoder = settings.Decoder,
            Options = options,
            FramesIn = outcome.Plan.Frames.Count,
            FramesOut = outcome.Plan.Frames.Count,
            Segments = outcome.Plan.Segments.Count,
            SegmentsResumed = outcome.ResumedSegments,
            Cuts = outcome.Plan.CutCount,
            Scenes = outcome.Plan.SceneCount,
            EmbeddingRequests = walk.EmbeddingRequests,
            EmbeddingHits = walk.EmbeddingHits,
            LumaIdentical = isIdentical,
            LumaReason = reason,
            LumaDigestIn = outcome.Plan.Frames.LumaDigest(),
            LumaDigestOut = outcome.EncodedLumaDigest,
            FramesPerSecond = coloring > 0 ? walk.FramesOut / coloring : 0,
            TotalSeconds = time.GetElapsedTime(_begin).TotalSeconds,
            Seconds = outcome.Seconds,
            Stages = [.. walk.Stages.Select(stage => new StageRecord(stage.Name, stage.Busy.TotalSeconds,
                stage.Starved.TotalSeconds, stage.Blocked.TotalSeconds, stage.Utilization))],
            PeakMemoryBytes = Process.GetCurrentProcess().PeakWorkingSet64,
            Warnings = warnings,
        };
    }

    private string Comment() => $"colorized by StreamColorizer {Version()}, {kit.Network.Facts.Name}";

    private static string Rate(FilmReport report) => report.FramesPerSecond > 0
        ? string.Create(CultureInfo.InvariantCulture, $" ({report.FramesPerSecond:0.0} frames per second while coloring)")
        : "";

    private void Say(string sentence)
    {
        if (!request.Quiet)
            Console.WriteLine(sentence);
    }

    private static string Version() =>
        typeof(FilmRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
