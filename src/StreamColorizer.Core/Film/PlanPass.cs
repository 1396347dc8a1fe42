using System.Threading.Channels;
using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Core.Scenes;

namespace StreamColorizer.Core.Film;

/// <summary>Decodes a film once, coloring nothing: timestamps, luma MD5s, scenes.</summary>
/// <param name="source">The source, at its beginning.</param>
/// <param name="color">How the source's numbers stand for color.</param>
/// <param name="sceneThreshold">How strong a change counts as a cut, 0..1.</param>
/// <param name="progress">Counts frames.</param>
public sealed class PlanPass(IFrameSource source, ColorDescription color, double sceneThreshold, FilmProgress progress)
{
    private const int FramesInFlight = 6;

    /// <summary>Makes the plan.</summary>
    /// <param name="layout">Largest frame of the source.</param>
    /// <param name="cancellationToken">Gives up; decoding again later is cheap.</param>
    public async Task<(FilmPlan Plan, SourceOutcome Outcome)> RunAsync(PlaneLayout layout, CancellationToken cancellationToken)
    {
        using var pool = new FramePool(FramesInFlight, layout.TotalBytes);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var frames = Channel.CreateBounded<Frame>(FramesInFlight / 2);
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
        var digest = new byte[FrameList.DigestBytes];
        await foreach (var frame in frames.ReadAllAsync(cancellationToken))
        {
            using (frame)
            {
                // The time base is known once the first frame is there.
                planner ??= new FilmPlanner(source.TimeBase);
                scenes ??= new DetectedScenes(frame.Layout, color, sceneThreshold);
                LumaDigest.Compute(frame.Luma, digest);
                planner.Add(frame.Pts, digest, scenes.Next(frame.Luma));
                progress.CountPlanned();
            }
        }

        return (planner ?? new FilmPlanner(new TimeBase(1, 1))).Build();
    }
}
