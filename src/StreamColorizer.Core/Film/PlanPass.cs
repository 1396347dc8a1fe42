using System.Threading.Channels;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Core.Scenes;

namespace StreamColorizer.Core.Film;

/// <summary>Decodes a film once, coloring nothing: timestamps, luma MD5s, scenes and their embeddings.</summary>
/// <param name="source">The source, at its beginning.</param>
/// <param name="color">How the source's numbers stand for color.</param>
/// <param name="sceneThreshold">How strong a change counts as a cut, 0..1.</param>
/// <param name="progress">Counts frames.</param>
/// <param name="embeddings">Asks for the scenes' embeddings; null where frames are not colored by scene.</param>
public sealed class PlanPass(
    IFrameSource source, ColorDescription color, double sceneThreshold, FilmProgress progress, SceneEmbeddings? embeddings = null)
{
    private const int QueueDepth = 3;

    /// <summary>Makes the plan.</summary>
    /// <param name="layout">Largest frame of the source.</param>
    /// <param name="cancellationToken">Gives up; decoding again later is cheap.</param>
    public async Task<(FilmPlan Plan, SourceOutcome Outcome)> RunAsync(PlaneLayout layout, CancellationToken cancellationToken)
    {
        using var pool = new FramePool(FrameBatch.CapacityFor(layout) + QueueDepth + 2, layout.TotalBytes);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var frames = Channel.CreateBounded<Frame>(QueueDepth);
        var decoding = DecodeAsync(pool, frames.Writer, both.Token);
        try
        {
            var plan = await ReadAsync(frames.Reader, layout, both.Token);
            return (plan, await decoding);
        }
        catch
        {
            await both.CancelAsync();
            throw;
        }
        finally
        {
            await ((Task)decoding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (frames.Reader.TryRead(out var left))
                left.Dispose();
        }
    }

    private async Task<SourceOutcome> DecodeAsync(FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        Exception? fault = null;
        try
        {
            return await source.RunAsync(pool, frames, cancellationToken);
        }
        catch (Exception caught)
        {
            fault = caught;
            throw;
        }
        finally
        {
            frames.TryComplete(fault);
        }
    }

    private async Task<FilmPlan> ReadAsync(
        ChannelReader<Frame> frames, PlaneLayout layout, CancellationToken cancellationToken)
    {
        using var batch = new FrameBatch(layout);
        FilmPlanner? planner = null;
        DetectedScenes? scenes = null;
        await foreach (var frame in frames.ReadAllAsync(cancellationToken))
        {
            batch.Add(frame);
            // The time base is known once the first frame is there.
            planner ??= new FilmPlanner(source.TimeBase);
            scenes ??= new DetectedScenes(frame.Layout, color, sceneThreshold);
            if (batch.IsFull)
                Plan(batch, planner, scenes);
        }

        if (planner is not null && scenes is not null)
            Plan(batch, planner, scenes);
        return (planner ?? new FilmPlanner(new TimeBase(1, 1))).Build(embeddings?.Means());
    }

    private void Plan(FrameBatch batch, FilmPlanner planner, DetectedScenes scenes)
    {
        batch.Hash();
        for (var i = 0; i < batch.Count; i++)
        {
            var mark = scenes.Next(batch[i].Luma);
            planner.Add(batch[i].Pts, batch.Digest(i), mark);
            if (embeddings?.Add(batch[i], mark) == true)
                progress.Walk.CountAsked();
            progress.CountPlanned();
        }

        batch.Clear();
    }
}
