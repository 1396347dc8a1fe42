using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Film;

/// <summary>
/// Colors one film in a work folder: plan, segments still to do, join. Killed at any moment and run again it goes
/// on behind the last finished segment.
/// </summary>
/// <param name="studio">Source, encoders and join of this film.</param>
/// <param name="sceneThreshold">How strong a change counts as a cut, 0..1.</param>
/// <param name="network">The colors.</param>
/// <param name="options">How frames walk.</param>
/// <param name="signature">What the picture depends on.</param>
/// <param name="progress">Where the job says how far it is.</param>
public sealed class FilmJob(
    IFilmStudio studio, double sceneThreshold, IColorNetwork network, PipelineOptions options,
    JobSignature signature, FilmProgress progress)
{
    private readonly TimeProvider _time = options.Time;
    private readonly Dictionary<string, double> _seconds = [];

    /// <summary>Runs the job.</summary>
    /// <param name="folder">The output's work folder, locked.</param>
    /// <param name="resume">False: earlier work in the folder is forgotten.</param>
    /// <param name="stop">Stops after what is decoded; finished segments stay.</param>
    /// <param name="cancellationToken">Abandons at once; finished segments stay.</param>
    /// <exception cref="ColorizerException">The job failed, or the folder holds work of other options.</exception>
    /// <exception cref="OperationCanceledException">Abandoned, or stopped during the plan pass.</exception>
    public async Task<FilmOutcome> RunAsync(
        WorkFolder folder, bool resume, CancellationToken stop, CancellationToken cancellationToken)
    {
        FilmMetrics.Watch(progress);
        if (!resume)
            folder.Clear();
        folder.RemoveParts();
        return await MakeAsync(folder, [], stop, cancellationToken);
    }

    private async Task<FilmOutcome> MakeAsync(
        WorkFolder folder, IReadOnlyList<SourceOutcome> met, CancellationToken stop, CancellationToken cancellationToken)
    {
        var (plan, source, adapted) = await PlanAsync(folder, met, stop, cancellationToken);
        // Damage is told by the last pass, which got farthest; what made the passes before it start anew is told, too.
        var told = adapted.Where(outcome => outcome.End != SourceEnd.Damaged).Append(source);
        string[] notes = [.. told.Select(outcome => outcome.Sentence).OfType<string>().Distinct()];
        progress.Frames = plan.Frames.Count;
        using var journal = Journal.Open(folder.JournalPath);
        var store = new SegmentStore(folder, plan, journal, studio.SegmentExtension);
        await store.BelieveAsync(cancellationToken);
        var resumed = store.DoneCount;
        // What was colored before the film had to be planned anew is not done any more.
        progress.ResumedFrames = store.DoneFrames - (int)progress.Walk.FramesOut;
        SourceOutcome? unplanned = null;
        await TimedAsync(FilmPhase.Coloring, async () => unplanned = await ColorAsync(plan, store, stop, cancellationToken));
        if (unplanned is { } end)
        {
            folder.Clear();
            return await MakeAsync(folder, [.. adapted, end], stop, cancellationToken);
        }

        string? joined = null;
        if (store.DoneCount == plan.Segments.Count)
        {
            joined = folder.JoinedPath(studio.OutputExtension);
            await TimedAsync(FilmPhase.Joining, async () =>
                notes = [.. notes, .. await studio.JoinAsync(plan, store.Files, joined, cancellationToken)]);
        }

        progress.Phase = FilmPhase.Finished;
        return new FilmOutcome(plan, joined, store.DoneCount, store.DoneFrames, resumed, store.DecodedLumaDigest(), store.EncodedLumaDigest(),
            store.MomentPictures(), source, adapted, notes, _seconds);
    }

    private async Task<(FilmPlan Plan, SourceOutcome Source, IReadOnlyList<SourceOutcome> Adapted)> PlanAsync(
        WorkFolder folder, IReadOnlyList<SourceOutcome> met, CancellationToken stop, CancellationToken cancellationToken)
    {
        if (PlanFile.Read(folder) is { } earlier && Continues(earlier, folder))
        {
            foreach (var outcome in earlier.Adapted)
                studio.Adapt(outcome);
            return (earlier.ToPlan(folder), earlier.Source, earlier.Adapted);
        }

        folder.Clear();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, cancellationToken);
        var adapted = new List<SourceOutcome>(met);
        var (plan, source) = await PlanPassAsync(either.Token);
        while (studio.Adapt(source))
        {
            adapted.Add(source);
            (plan, source) = await PlanPassAsync(either.Token);
        }

        if (plan.Frames.Count == 0 || source.End is SourceEnd.Failed or SourceEnd.Stalled)
        {
            throw new ColorizerException(ExitCode.Failed,
                source.Sentence ?? "The source has no frame that can be decoded, or none in the range asked for: "
                + "try another range, or another player.");
        }

        PlanFile.Write(folder, signature, plan, source, adapted);
        return (plan, source, adapted);
    }

    private async Task<(FilmPlan Plan, SourceOutcome Source)> PlanPassAsync(CancellationToken cancellationToken)
    {
        FilmPlan? plan = null;
        SourceOutcome source = default;
        progress.BeginPlan();
        await TimedAsync(FilmPhase.Planning, async () => (plan, source) =
            await new PlanPass(studio.OpenPlanSource(), options.Color, sceneThreshold, progress, Embeddings())
                .RunAsync(studio.PlanLayout, cancellationToken));
        return (plan!, source);
    }

    // None where every frame has its own embedding, or all have the same.
    private SceneEmbeddings? Embeddings() =>
        options.EmbeddingCache && options.FixedEmbedding is null && network.Facts.EmbeddingLength > 0
            ? new SceneEmbeddings(new SceneEmbedder(network, options.Color))
            : null;

    // Work under other options is never mixed in; where it would be thrown away, the user decides.
    private bool Continues(PlanFile earlier, WorkFolder folder)
    {
        if (signature.Matches(earlier.Signature))
            return true;
        if (!File.Exists(folder.JournalPath) || new FileInfo(folder.JournalPath).Length == 0)
            return false;
        throw new ColorizerException(ExitCode.Usage,
            $"{folder.Path} holds finished segments of a run in which {signature.DifferenceFrom(earlier.Signature)}: use the "
            + "earlier settings to continue it, or --no-resume to start anew.");
    }

    // Null, or an end of the source that the plan pass did not meet and that the studio has adapted to.
    private async Task<SourceOutcome?> ColorAsync(
        FilmPlan plan, SegmentStore store, CancellationToken stop, CancellationToken cancellationToken)
    {
        if (store.DoneCount == plan.Segments.Count)
            return null;
        // A batch is held where frames arrive, and one where they are encoded.
        using var pool = new FramePool(
            options.FramesInFlight + 2 * FrameBatch.CapacityFor(studio.Layout), studio.Layout.TotalBytes);
        await using var sink = new SegmentedSink(plan, store, studio);
        var guide = new PlannedScenes(plan, store.IsDone);
        var source = new DigestingSource(studio.OpenSource(), studio.Layout, plan, store.IsDone);
        var outcome = await new ColorizePipeline(source, guide, network, sink, options, progress.Walk)
            .RunAsync(pool, stop, cancellationToken);
        if (outcome.Stopped || store.DoneCount == plan.Segments.Count)
            return null;
        // The plan's luma has fewer rows: a change by less than they are apart shows only here.
        if (outcome.Source.End == SourceEnd.LayoutChanged && studio.Adapt(outcome.Source))
            return outcome.Source;
        throw new ColorizerException(ExitCode.Failed, outcome.Source.Sentence ??
            $"The source ended at frame {progress.Walk.FramesIn} although the plan counted {plan.Frames.Count}: it changed, or "
            + "its decoder died; run the same command again to continue.");
    }

    private async Task TimedAsync(FilmPhase phase, Func<Task> work)
    {
        progress.Phase = phase;
        var begin = _time.GetTimestamp();
        await work();
        var name = phase.ToString().ToLowerInvariant();
        _seconds[name] = _seconds.GetValueOrDefault(name) + _time.GetElapsedTime(begin).TotalSeconds;
    }
}
