using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using StreamColorizer.Core.Film;
using StreamColorizer.Terminal;

namespace StreamColorizer.Commands;

/// <summary>Says what became of a film; its clock starts when it is made.</summary>
/// <param name="kit">Model and device.</param>
/// <param name="time">The clock.</param>
public sealed class FilmReporter(ColorKit kit, TimeProvider time)
{
    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly long _begin = time.GetTimestamp();

    /// <summary>The program's version.</summary>
    public static string Version { get; } =
        typeof(FilmReporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Fills in the report.</summary>
    public FilmReport Make(
        FileRecord input, FileRecord output, string decoder, Dictionary<string, string> options, FilmOutcome outcome,
        FilmProgress progress, (bool? IsIdentical, string Reason) luma, string[] warnings)
    {
        var walk = progress.Walk;
        var coloring = outcome.Seconds.GetValueOrDefault("coloring");
        return new FilmReport
        {
            Program = $"StreamColorizer {Version}",
            Started = _started,
            Input = input,
            Output = output,
            Model = kit.Model,
            Device = kit.Network.Device.Device.ToString(),
            DeviceReason = kit.Network.Device.Sentence,
            Decoder = decoder,
            Options = options,
            FramesIn = outcome.Plan.Frames.Count,
            FramesOut = outcome.DoneFrames,
            Segments = outcome.Plan.Segments.Count,
            SegmentsResumed = outcome.ResumedSegments,
            Cuts = outcome.Plan.CutCount,
            Scenes = outcome.Plan.SceneCount,
            EmbeddingRequests = walk.EmbeddingRequests,
            EmbeddingHits = walk.EmbeddingHits,
            LumaIdentical = luma.IsIdentical,
            LumaReason = luma.Reason,
            LumaDigestIn = outcome.DecodedLumaDigest,
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

    /// <summary>The report in one sentence.</summary>
    public static string Summary(FilmReport report)
    {
        var rate = report.FramesPerSecond > 0
            ? string.Create(CultureInfo.InvariantCulture, $" ({report.FramesPerSecond:0.0} frames per second while coloring)")
            : "";
        var luma = report.LumaIdentical switch { true => ", luma identical", false => ", luma not identical", _ => "" };
        return $"{report.Output.Path}: {Show.Count(report.FramesOut, "frame")} in {ProgressText.Clock(report.TotalSeconds)}{rate}{luma}.";
    }
}
