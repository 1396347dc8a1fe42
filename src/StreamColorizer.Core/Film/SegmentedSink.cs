using System.Runtime.CompilerServices;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Film;

/// <summary>
/// Cuts the walk's frames into segment files. Each frame's timestamp and luma are compared with the plan right
/// before the encoder gets it; a segment whose frames all agreed appears by rename and enters the journal. While one
/// encoder finishes, the next is fed already.
/// </summary>
/// <param name="plan">What must come.</param>
/// <param name="store">Where finished segments go.</param>
/// <param name="studio">Opens encoders, keeps moments.</param>
public sealed class SegmentedSink(FilmPlan plan, SegmentStore store, IFilmStudio studio) : IFrameSink
{
    private readonly FrameBatch _batch = new(studio.Layout);
    private readonly HashSet<int> _moments = [.. Moments.Choose(plan)];
    private IFrameSink? _encoder;
    private Segment? _segment;
    private FrameList _encoded = new(1);
    private Task _finishing = Task.CompletedTask;
    private int _next;

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
    {
        if (_segment is null || _encoder is null)
            Begin(frame);
        _batch.Add(frame.Share());
        if (_batch.IsFull || frame.Index == _segment!.EndFrame - 1)
            await FlushAsync(cancellationToken);
    }

    /// <summary>Waits for the last encoder; a segment that is not full is abandoned, for it will be made again.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _finishing;
        await AbandonAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await AbandonAsync();
        await _finishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Begin(Frame frame)
    {
        _segment = plan.SegmentAt((int)frame.Index);
        _next = _segment.FirstFrame;
        _encoded = new FrameList(_segment.FrameCount);
        _encoder = studio.OpenEncoder(store.PartPath(_segment), frame.Layout, plan.TimeBase);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        _batch.Hash();
        for (var i = 0; i < _batch.Count; i++)
        {
            var frame = _batch[i];
            Check(frame, _batch.Digest(i));
            if (_moments.Contains(_next))
                studio.KeepMoment(frame, store.MomentPath(_next, "before"), store.MomentPath(_next, "after"));
            await _encoder!.WriteAsync(frame, cancellationToken);
            _encoded.Add(frame.Pts, _batch.Digest(i));
            _next++;
        }

        _batch.Clear();
        if (_next == _segment!.EndFrame)
            await EndSegmentAsync(cancellationToken);
    }

    private void Check(Frame frame, ReadOnlySpan<byte> digest)
    {
        if (frame.Index == _next && frame.Pts == plan.Frames.Pts(_next) && plan.Frames.Digest(_next).SequenceEqual(digest))
            return;
        throw new ColorizerException(ExitCode.Failed,
            $"Frame {frame.Index} of segment {_segment!.Index} is not the one that the plan saw (frame {_next} was expected): the "
            + "source changed, or its decoding cannot be repeated; run the same command again with --no-resume.");
    }

    private async ValueTask EndSegmentAsync(CancellationToken cancellationToken)
    {
        var (encoder, segment, encoded) = (_encoder!, _segment!, _encoded);
        (_encoder, _segment) = (null, null);
        // Two encoders at most: the one that finishes here, and the next one.
        await _finishing;
        _finishing = FinishAsync(encoder, segment, encoded, cancellationToken);
    }

    private async Task FinishAsync(IFrameSink encoder, Segment segment, FrameList encoded, CancellationToken cancellationToken)
    {
        await using (encoder)
            await encoder.CompleteAsync(cancellationToken);
        await store.AcceptAsync(segment, encoded, cancellationToken);
    }

    private async ValueTask AbandonAsync()
    {
        _batch.Clear();
        var encoder = _encoder;
        (_encoder, _segment) = (null, null);
        if (encoder is not null)
            await encoder.DisposeAsync();
    }
}
