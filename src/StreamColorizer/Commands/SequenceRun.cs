using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Scenes;
using StreamColorizer.Media.Film;
using StreamColorizer.Media.Pictures;
using StreamColorizer.Terminal;

namespace StreamColorizer.Commands;

/// <summary>Colors one picture or a numbered sequence: a film whose segments are archives of pictures.</summary>
/// <param name="request">What the user asked for.</param>
/// <param name="kit">Model and walk.</param>
/// <param name="signals">The user's wish to stop.</param>
/// <param name="time">The clock.</param>
public sealed class SequenceRun(ColorizeRequest request, ColorKit kit, StopSignals signals, TimeProvider time)
{
    private readonly FilmReporter _reporter = new(kit, time);
    private readonly List<string> _remarks = [];

    /// <summary>Colors it.</summary>
    /// <param name="item">Input and output.</param>
    /// <param name="title">How progress lines name it.</param>
    /// <returns>Done, partial or interrupted, and where the color is.</returns>
    /// <exception cref="ColorizerException">It was not colored.</exception>
    public async Task<(ExitCode Code, string Output)> RunAsync(ColorizeItem item, string title)
    {
        var pictures = Pictures(item);
        using var first = PictureFile.Read(pictures[0].Path);
        var layout = PictureFrames.LayoutOf(first);
        var folder = Path.GetDirectoryName(Path.GetFullPath(item.Output))!;
        if (!request.DryRun && EndDelivery(item.Output, folder) && !request.Overwrite)
        {
            Say($"{item.Output}: what an earlier run had finished is in place now; --overwrite colors it anew.");
            return (ExitCode.Done, item.Output);
        }

        var outputs = pictures.Select(picture => Path.Combine(folder, picture.OutputName)).ToArray();
        if (item.Loss(outputs, RealPath.OfSources(pictures.Select(static picture => picture.Path))) is { } loss)
            throw loss;
        if (outputs.FirstOrDefault(File.Exists) is { } existing && !request.Overwrite)
        {
            throw new ColorizerException(ExitCode.Usage,
                $"{existing} exists already: replace it with --overwrite, or choose another output with -o.");
        }

        OutputFault.RefuseMissingFolder(item.Output);
        if (request.DryRun)
        {
            Say($"{item.Input}: {Show.Count(pictures.Count, "picture")} of {layout.Width}x{layout.Height}, {layout.BitDepth} bits, "
                + $"would become {item.Output} with {kit.Network.Facts.Name} on {kit.Network.Device.Device}.");
            return (ExitCode.Done, item.Output);
        }

        using var work = WorkFolder.Open(item.Output);
        try
        {
            var studio = new SequenceStudio(pictures, layout, new FilmPapers(request).AreWanted);
            return (await ColorAsync(item, title, studio, pictures, work), item.Output);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw OutputFault.Explain(fault, item.Output);
        }
    }

    private async Task<ExitCode> ColorAsync(
        ColorizeItem item, string title, SequenceStudio studio, IReadOnlyList<(string Path, string OutputName)> pictures, WorkFolder work)
    {
        string[] paths = [.. pictures.Select(picture => picture.Path)];
        var losses = PictureLosses.Of(paths);
        _remarks.AddRange(PictureLosses.Beside(paths));
        if (FilmSettings.About(item.Input, PictureTone.Of(paths)) is { } colors)
            _remarks.Add(colors);
        var options = kit.Facts();
        options["version"] = FilmReporter.Version;
        options["scene threshold"] = Show.Of(request.SceneThreshold ?? DetectedScenes.DefaultThreshold);
        options["names"] = $"{pictures[0].OutputName} to {pictures[^1].OutputName}";
        var input = await RecordAsync(item.Input, paths, signals.Stop);
        options["source"] = input.Sha256;
        var progress = new FilmProgress();
        var job = new FilmJob(studio, request.SceneThreshold ?? DetectedScenes.DefaultThreshold, kit.Network,
            kit.Walk(PictureFrames.Color), new JobSignature(options), progress);
        var outcome = await new ProgressDisplay(time, request.Quiet).WhileAsync(title, progress, pictures.Count,
            () => job.RunAsync(work, request.Resume, signals.Stop, signals.Abandon));
        if (outcome.JoinedPath is not { } joined)
        {
            Say($"{item.Output}: stopped after {outcome.DoneSegments} of {outcome.Plan.Segments.Count} segments; "
                + "the same command continues.");
            return ExitCode.Interrupted;
        }

        if (outcome.Source.Sentence is { } fault)
            throw new ColorizerException(ExitCode.Failed, fault);
        var papers = new FilmPapers(request);
        string[] warnings = papers.Lacking(outcome) is { } lacking ? [.. losses, .. _remarks, lacking] : [.. losses, .. _remarks];
        var output = await RecordAsync(
            item.Output, [.. pictures.Select(picture => Path.Combine(joined, picture.OutputName))], signals.Abandon);
        var report = _reporter.Make(input, output, "opencv", options, outcome, progress,
            (null, "Pictures go through red, green and blue, within one level."), warnings);
        papers.Write(report, outcome);
        work.MarkFinished();
        Deliver(work, joined, Path.GetDirectoryName(Path.GetFullPath(item.Output))!);
        foreach (var warning in warnings)
            Console.Error.WriteLine($"Warning: {warning}");
        Say(FilmReporter.Summary(report));
        return losses.Count == 0 ? ExitCode.Done : ExitCode.Partial;
    }

    // Moves what an earlier run was killed before it could move.
    private bool EndDelivery(string output, string folder)
    {
        if (!WorkFolder.IsFinished(output))
            return false;
        using var work = WorkFolder.Open(output);
        var joined = work.JoinedPath("");
        if (!Directory.Exists(joined) || (!request.Overwrite && Directory.EnumerateFiles(joined).Select(Target).Any(File.Exists)))
            return false;
        Deliver(work, joined, folder);
        return true;

        string Target(string picture) => Path.Combine(folder, Path.GetFileName(picture));
    }

    private void Deliver(WorkFolder work, string joined, string folder)
    {
        foreach (var picture in Directory.EnumerateFiles(joined))
            File.Move(picture, Path.Combine(folder, Path.GetFileName(picture)), request.Overwrite);
        work.Remove();
    }

    private static async Task<FileRecord> RecordAsync(string name, string[] paths, CancellationToken cancellationToken) =>
        new(name, paths.Sum(static path => new FileInfo(path).Length), await FileHash.Sha256Async(paths, cancellationToken), null)
        {
            Pictures = PictureProbe.Of(paths),
        };

    private IReadOnlyList<(string Path, string OutputName)> Pictures(ColorizeItem item)
    {
        if (item.Kind == InputKind.Picture)
            return [(item.Input, Path.GetFileName(item.Output))];
        if (!PictureSequence.IsPattern(item.Output))
        {
            throw new ColorizerException(ExitCode.Usage,
                $"A sequence becomes a sequence, and {item.Output} has no place for the number: name it like color/%05d.png.");
        }

        var found = PictureSequence.Find(item.Input);
        if (PictureSequence.Gaps(item.Input, found) is { } gaps)
            _remarks.Add(gaps);
        return [.. found.Select(p => (p.Path, PictureSequence.Name(item.Output, p.Number)))];
    }

    private void Say(string sentence)
    {
        if (!request.Quiet)
            Console.WriteLine(sentence);
    }
}
