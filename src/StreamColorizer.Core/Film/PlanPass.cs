using System.Threading.Channels;
using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Film;

/// <summary>Decodes a film once, coloring nothing: timestamps, luma MD5s, scenes.</summary>
/// <param name="source">The source, at its beginning.</param>
/// <param name="detector">Finds the scenes.</param>
/// <param name="progress">Counts frames.</param>
public sealed class PlanPass(IFrameSource source, ISceneGuide detector, FilmProgress progress)
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
        var digest = new byte[FrameList.DigestBytes];
        await foreach (var frame in frames.ReadAllAsync(cancellationToken))
        {
            using (frame)
            {
                // The time base is known once the first frame is there.
                planner ??= new FilmPlanner(source.TimeBase);
                LumaDigest.Compute(frame.Luma, digest);
                var scene = detector.Assign(frame);
                planner.Add(frame.Pts, digest, scene.Scene, scene.IsKeyFrame);
                progress.CountPlanned();
            }
        }

        return (planner ?? new FilmPlanner(new TimeBase(1, 1))).Build();
    }
}
