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
    // A full set of planes to hash at once, three frames on their way to it, and one being filled.
    private const int FramesQueued = 3, FramesInFlight = LumaDigest.Batch + FramesQueued + 1;

    private readonly ReadOnlyMemory<byte>[] _planes = new ReadOnlyMemory<byte>[LumaDigest.Batch];
    private readonly byte[] _digests = new byte[LumaDigest.Batch * LumaDigest.Length];
    private DetectedScenes? _scenes;

    /// <summary>Makes the plan.</summary>
    /// <param name="layout">Largest frame of the source.</param>
    /// <param name="cancellationToken">Gives up; decoding again later is cheap.</param>
    public async Task<(FilmPlan Plan, SourceOutcome Outcome)> RunAsync(PlaneLayout layout, CancellationToken cancellationToken)
    {
        using var pool = new FramePool(FramesInFlight, layout.TotalBytes);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var frames = Channel.CreateBounded<Frame>(FramesQueued);
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
        var held = new List<Frame>(LumaDigest.Batch);
        try
        {
            await foreach (var frame in frames.ReadAllAsync(cancellationToken))
            {
                // The time base is known once the first frame is there.
                planner ??= new FilmPlanner(source.TimeBase);
                held.Add(frame);
                if (held.Count == LumaDigest.Batch)
                    Plan(held, planner);
            }

            planner ??= new FilmPlanner(new TimeBase(1, 1));
            Plan(held, planner);
            return planner.Build();
        }
        finally
        {
            held.ForEach(frame => frame.Dispose());
        }
    }

    private void Plan(List<Frame> held, FilmPlanner planner)
    {
        Digest(held);
        for (var i = 0; i < held.Count; i++)
        {
            _scenes ??= new DetectedScenes(held[i].Layout, color, sceneThreshold);
            planner.Add(held[i].Pts, _digests.AsSpan(i * LumaDigest.Length, LumaDigest.Length), _scenes.Next(held[i].Luma));
            progress.CountPlanned();
        }

        held.ForEach(frame => frame.Dispose());
        held.Clear();
    }

    private void Digest(List<Frame> held)
    {
        for (var i = 0; i < held.Count; i++)
            _planes[i] = held[i].LumaMemory;
        LumaDigest.Compute(_planes.AsSpan(0, held.Count), _digests);
    }
}
