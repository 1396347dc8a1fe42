using Spectre.Console;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Core.Scenes;
using StreamColorizer.Media.Decode;
using StreamColorizer.Media.Film;
using StreamColorizer.Terminal;

namespace StreamColorizer.Commands;

/// <summary>Says what coloring a film would mean: it makes the plan, and colors a moment of it to learn how long it takes.</summary>
/// <param name="request">What the user asked for.</param>
/// <param name="kit">Model and walk.</param>
/// <param name="signals">The user's wish to stop.</param>
/// <param name="time">The clock.</param>
public sealed class DryRun(ColorizeRequest request, ColorKit kit, StopSignals signals, TimeProvider time)
{
    private const double TrialSeconds = 3;

    /// <summary>Prints the plan.</summary>
    public async Task RunAsync(MediaFacts facts, FilmSettings settings, string title)
    {
        var threshold = request.SceneThreshold ?? DetectedScenes.DefaultThreshold;
        var progress = new FilmProgress();
        var studio = new FfmpegStudio(facts, settings.UsesOpenCv, settings.Decode, settings.Encode, settings.Container, "", keepsMoments: false);
        var begin = time.GetTimestamp();
        var notes = new List<string>();
        var (plan, source) = await new ProgressDisplay(time, request.Quiet).WhileAsync(title, progress, facts.Video.FrameCount ?? 0, PlanAsync);
        for (; studio.Adapt(source); (plan, source) = await PlanAsync())
            notes.Add(source.Sentence!);
        if (source.Sentence is { } end)
            notes.Add(end);
        var planSeconds = time.GetElapsedTime(begin).TotalSeconds;
        var (rate, bytesPerFrame) = await TryAsync(facts, settings, plan, isSteady: notes.Count == 0);
        Write(facts, settings, plan, [.. settings.Warnings, .. notes.Distinct()], planSeconds, rate, bytesPerFrame);

        Task<(FilmPlan Plan, SourceOutcome Outcome)> PlanAsync() =>
            new PlanPass(studio.OpenPlanSource(), facts.Video.Color, threshold, progress).RunAsync(studio.PlanLayout, signals.Stop);
    }

    private async Task<(double Rate, double BytesPerFrame)> TryAsync(MediaFacts facts, FilmSettings settings, FilmPlan plan, bool isSteady)
    {
        var first = settings.Decode.From ?? TimeSpan.Zero;
        // Where a clock jumps, the middle of the plan is no time of the source's.
        var from = first + TimeSpan.FromSeconds(isSteady ? Math.Max(0, plan.SpanSeconds / 2 - TrialSeconds / 2) : 0);
        DecodeOptions moment = settings.Decode with { From = from, To = from + TimeSpan.FromSeconds(TrialSeconds) };
        var studio = new FfmpegStudio(facts, settings.UsesOpenCv, moment, settings.Encode, settings.Container, "", keepsMoments: false);
        var temporary = TrialFolder();
        try
        {
            using var folder = WorkFolder.Open(Path.Combine(temporary.FullName, "trial"));
            var job = new FilmJob(studio, DetectedScenes.DefaultThreshold, kit.Network, kit.Walk(facts.Video.Color),
                new JobSignature(new Dictionary<string, string>()), new FilmProgress());
            var outcome = await job.RunAsync(folder, resume: false, signals.Stop, signals.Stop);
            var frames = outcome.Plan.Frames.Count;
            return (frames / outcome.Seconds["coloring"], (double)new FileInfo(outcome.JoinedPath!).Length / frames);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static DirectoryInfo TrialFolder()
    {
        try
        {
            return Directory.CreateTempSubdirectory("streamcolorizer-trial-");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ColorizerException(ExitCode.Failed,
                $"--dry-run colors a moment in {Path.GetTempPath()}, where no folder can be made: name another folder in TMPDIR.", fault);
        }
    }

    private void Write(
        MediaFacts facts, FilmSettings settings, FilmPlan plan, IReadOnlyList<string> warnings, double planSeconds, double rate, double bytesPerFrame)
    {
        var video = facts.Video;
        var folder = Path.GetDirectoryName(Path.GetFullPath(settings.Output))!;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        void Row(string name, string value) => grid.AddRow(Markup.Escape(name), Markup.Escape(value));
        Row("Input", $"{facts.Path}: {video.Width}x{video.Height} {video.Codec}, {Show.Count(plan.Frames.Count, "frame")}, "
            + ProgressText.Clock(plan.SpanSeconds));
        Row("Streams", string.Join(", ", facts.Streams.Select(stream => $"{stream.Kind.ToString().ToLowerInvariant()} {stream.Codec}")));
        Row("Output", settings.Output + (File.Exists(settings.Output) ? " (exists, would be replaced)" : ""));
        Row("Model", $"{kit.Network.Facts.Name}, short side {request.Size ?? kit.Network.Facts.DefaultSize}");
        Row("Device", kit.Network.Device.Sentence);
        Row("Codec", $"{request.Codec}, {settings.Encode.PixelFormat}");
        Row("Scenes", $"{Show.Count(plan.SceneCount, "scene")}, {Show.Count(plan.CutCount, "cut")}, {Show.Count(plan.Segments.Count, "segment")}");
        Row("Time",
            $"about {ProgressText.Clock(planSeconds + plan.Frames.Count / rate)} at {rate:0.0} frames per second, measured on a moment of it");
        // Segments and the joined film lie side by side for a moment.
        Row("Room", $"about {Show.Bytes(2 * bytesPerFrame * plan.Frames.Count)} while it works, half of that stays; "
            + $"{Show.Bytes(OutputFault.FreeBytes(folder))} are free");
        AnsiConsole.Write(grid);
        foreach (var warning in warnings)
            Console.Error.WriteLine($"Warning: {warning}");
    }
}
