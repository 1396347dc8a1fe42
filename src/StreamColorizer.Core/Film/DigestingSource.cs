using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Film;

/// <summary>
/// Notes on frames the MD5 of their luma as it came from the decoder, before anything else sees them: one half of the proof
/// that luma out is luma in. It holds frames back until it has a batch of them or a segment ends, in step with
/// <see cref="SegmentedSink"/>: out of step, both together would hold more. What it holds when its source ends, is stopped or
/// fails is handed on all the same.
/// </summary>
/// <param name="source">Where frames come from.</param>
/// <param name="layout">Largest frame of the source.</param>
/// <param name="plan">Knows the segment of each frame.</param>
/// <param name="isDone">Tells of a segment's number whether it is finished: its frames pass at once, without an MD5.</param>
internal sealed class DigestingSource(IFrameSource source, PlaneLayout layout, FilmPlan plan, Func<int, bool> isDone) : IFrameSource
{
    /// <inheritdoc />
    public TimeBase TimeBase => source.TimeBase;

    /// <inheritdoc />
    /// <remarks>Waits for room until the channel is completed, also when stopped: a walk that is abandoned completes it.</remarks>
    public async Task<SourceOutcome> RunAsync(FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        using var batch = new FrameBatch(layout);
        try
        {
            return await source.RunAsync(pool, new Writer(frames, batch, plan, isDone), cancellationToken);
        }
        finally
        {
            await HandOnRestAsync(batch, frames);
        }
    }

    private static async Task HandOnRestAsync(FrameBatch batch, ChannelWriter<Frame> frames)
    {
        try
        {
            await HandOnAsync(batch, frames, CancellationToken.None);
        }
        catch (ChannelClosedException)
        {
            // Abandoned: nobody wants them, and the source's own end says why.
        }
    }

    private static ValueTask HandOnAsync(FrameBatch batch, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        batch.Hash();
        for (var i = 0; i < batch.Count; i++)
            batch[i].NoteDecoded(batch.Digest(i));
        return batch.HandOverAsync(frames, cancellationToken);
    }

    // The channel as the source sees it. A frame enters the batch only after it has room: a write that failed hands nothing over.
    private sealed class Writer(ChannelWriter<Frame> frames, FrameBatch batch, FilmPlan plan, Func<int, bool> isDone) : ChannelWriter<Frame>
    {
        private Segment? _segment;

        public override bool TryWrite(Frame item)
        {
            var segment = plan.SegmentAt((int)item.Index);
            if (batch.Count > 0 && (batch.IsFull || segment != _segment))
                return false;
            if (isDone(segment.Index))
                return frames.TryWrite(item);
            _segment = segment;
            batch.Add(item);
            return true;
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
        public override async ValueTask WriteAsync(Frame item, CancellationToken cancellationToken = default)
        {
            if (TryWrite(item))
                return;
            await HandOnAsync(batch, frames, cancellationToken);
            if (!TryWrite(item))
                await frames.WaitWriteAsync(item, cancellationToken);
        }

        public override async ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default)
        {
            await HandOnAsync(batch, frames, cancellationToken);
            return await frames.WaitToWriteAsync(cancellationToken);
        }
    }
}
