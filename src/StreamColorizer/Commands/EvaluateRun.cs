using System.Reflection;
using Spectre.Console;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Evaluation;
using StreamColorizer.Media.Pictures;

namespace StreamColorizer.Commands;

/// <summary>Runs the judge: colors, compares, writes reports.</summary>
internal static class EvaluateRun
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(10);

    /// <summary>Does what was asked for.</summary>
    /// <returns>An exit code: partial if pictures were left out.</returns>
    /// <exception cref="ColorizerException">Something asked for is missing or damaged, or nothing could be judged.</exception>
    public static async Task<int> RunAsync(EvaluateRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await JudgeAsync(request, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ColorizerException(
                ExitCode.TryAgain,
                $"The reports or pictures cannot be written: {fault.Message.TrimEnd('.')}; make room and run the command again.", fault);
        }
    }

    private static async Task<int> JudgeAsync(EvaluateRequest request, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var (started, begun) = (clock.GetUtcNow(), clock.GetTimestamp());
        var inputs = new PictureInputs(request.Inputs, PictureFile.IsNamedLikePicture);
        foreach (var folder in new[] { request.Report, request.Export, request.Blind })
            Prepare(folder);
        using var stage = new EvaluateStage(request);
        using var progress = new EvaluateProgress(clock, ProgressEvery);

        var judge = new EvaluatePictures(stage, inputs, request.Export, progress.Count);
        var results = await judge.JudgeAsync(cancellationToken);
        var clips = new List<JudgedClip>();
        foreach (var clip in inputs.Clips)
            clips.Add(await EvaluateClips.JudgeAsync(stage, clip, progress.Count, cancellationToken));
        var warnings = judge.Skipped.ToArray();
        if (results.Count == 0 && clips.Count == 0)
            throw new ColorizerException(ExitCode.Failed, Nothing(warnings));

        var report = new EvaluationReport
        {
            Program = "StreamColorizer " + Version(),
            Started = started,
            Seconds = Math.Round(clock.GetElapsedTime(begun).TotalSeconds, 2),
            Inputs = request.Inputs,
            Contestants = stage.Contestants,
            Groups = new Grouping(stage.Contestants, request.Groups).Of(results),
            Pictures = [.. results.Select(result => JudgedPicture.Of(result.Name, result.Source, result.Scores))],
            Clips = clips,
            Warnings = warnings,
        };
        EvaluateTable.Print(AnsiConsole.Console, report, request.Groups.Keys);
        var looks = new EvaluateLooks();
        looks.Collect(stage, inputs, results, request.Report is not null, request.Blind is not null);
        Write(request, report, looks);
        return (int)(warnings.Length > 0 ? ExitCode.Partial : ExitCode.Done);
    }

    private static void Write(EvaluateRequest request, EvaluationReport report, EvaluateLooks looks)
    {
        if (request.Report is not null)
        {
            EvaluationFiles.WriteJson(Path.Combine(request.Report, "report.json"), report);
            EvaluationFiles.WritePage(Path.Combine(request.Report, "report.html"), report, looks.Examples);
            AnsiConsole.WriteLine($"Report: {Path.Combine(request.Report, "report.html")} and report.json beside it.");
        }

        if (request.Blind is not null)
        {
            if (looks.Pairs.Count == 0)
                throw new ColorizerException(
                    ExitCode.Usage, "--blind needs pictures among the inputs and a --model or --compare: clips have no pairs.");
            EvaluationFiles.WriteBlindTest(Path.Combine(request.Blind, "blind.html"), looks.Pairs);
            AnsiConsole.WriteLine($"Blind test: {looks.Pairs.Count} pairs in {Path.Combine(request.Blind, "blind.html")}.");
        }

        if (request.Export is not null)
            AnsiConsole.WriteLine($"Pictures: {request.Export}, one folder for each row.");
    }

    private static void Prepare(string? folder)
    {
        if (folder is null)
            return;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ColorizerException(ExitCode.Usage, $"The folder {folder} cannot be made: {fault.Message}", fault);
        }
    }

    private static string Nothing(string[] warnings) => warnings.Length switch
    {
        0 => "Nothing was judged: the inputs hold no picture.",
        1 => warnings[0],
        _ => $"Nothing was judged, all {warnings.Length} pictures were left out; the first: {warnings[0]}",
    };

    private static string Version() =>
        typeof(EvaluateRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
