using System.Threading.Channels;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Core.Scenes;

namespace StreamColorizer.Core.Film;

/// <summary>Decodes a film once, coloring nothing: timestamps, scenes and their embeddings.</summary>
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
        // One is being filled, one being read.
        using var pool = new FramePool(QueueDepth + 2, layout.TotalBytes);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var frames = Channel.CreateBounded<Frame>(QueueDepth);
        var decoding = DecodeAsync(pool, frames.Writer, both.Token);
        try
        {
            var plan = await ReadAsync(frames.Reader, both.Token);
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

    private async Task<FilmPlan> ReadAsync(ChannelReader<Frame> frames, CancellationToken cancellationToken)
    {
        FilmPlanner? planner = null;
        DetectedScenes? scenes = null;
        await foreach (var frame in frames.ReadAllAsync(cancellationToken))
        {
            using (frame)
            {
                // The time base is known once the first frame is there.
                planner ??= new FilmPlanner(source.TimeBase);
                scenes ??= new DetectedScenes(frame.Layout, color, sceneThreshold);
                Plan(frame, planner, scenes.Next(frame.Luma));
            }
        }

        return (planner ?? new FilmPlanner(new TimeBase(1, 1))).Build(embeddings?.Means());
    }

    private void Plan(Frame frame, FilmPlanner planner, SceneMark mark)
    {
        planner.Add(frame.Pts, mark);
        if (embeddings?.Add(frame, mark) == true)
            progress.Walk.CountAsked();
        progress.CountPlanned();
    }
}
