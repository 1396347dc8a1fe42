using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Film;

/// <summary>
/// Feeds the encoders of runs of segments. Right before the encoder gets it each frame's timestamp is compared with the
/// plan, its luma with what came from the decoder; a segment whose frames all agreed appears by rename and enters the
/// journal once its file is whole. While one encoder finishes its run, the next is fed already.
/// </summary>
/// <param name="plan">What must come.</param>
/// <param name="store">Where finished segments go.</param>
/// <param name="studio">Opens encoders, keeps moments.</param>
public sealed class SegmentedSink(FilmPlan plan, SegmentStore store, IFilmStudio studio) : IFrameSink
{
    private readonly FrameBatch _batch = new(studio.Layout);
    private readonly HashSet<int> _moments = [.. Moments.Choose(plan)];
    private readonly ConcurrentDictionary<int, SegmentLuma> _fed = new();
    private SegmentRun? _run;
    private IFrameSink? _encoder;
    private Segment? _segment;
    private SegmentLuma _luma = new(1);
    private Task _finishing = Task.CompletedTask;
    private int _next;

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
    {
        if (_encoder is null)
            BeginRun(frame);
        if (_segment is null)
            Begin(plan.SegmentAt((int)frame.Index));
        _batch.Add(frame.Share());
        if (_batch.IsFull || frame.Index == _segment!.EndFrame - 1)
            await FlushAsync(cancellationToken);
    }

    /// <summary>Waits for the encoders; a segment that is not full is abandoned, for it will be made again.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _finishing;
        if (_encoder is not null && _next >= _run!.Segments[0].EndFrame)
            await _encoder.CompleteAsync(cancellationToken);
        await AbandonAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await AbandonAsync();
        await _finishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void BeginRun(Frame frame)
    {
        var earlier = _finishing;
        _run = store.RunFrom(plan.SegmentAt((int)frame.Index), studio.LongestRun);
        _next = _run.Segments[0].FirstFrame;
        _encoder = studio.OpenEncoder(_run, frame.Layout, plan.TimeBase, segment => AcceptAsync(segment, earlier));
    }

    private void Begin(Segment segment)
    {
        _segment = segment;
        _luma = new SegmentLuma(segment.FrameCount);
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
            _luma.Decoded.Add(frame.DecodedDigest);
            _luma.Encoded.Add(_batch.Digest(i));
            _next++;
        }

        _batch.Clear();
        if (_next == _segment!.EndFrame)
            await EndSegmentAsync(cancellationToken);
    }

    private void Check(Frame frame, ReadOnlySpan<byte> digest)
    {
        if (frame.Index != _next || frame.Pts != plan.Frames.Pts(_next))
        {
            throw new ColorizerException(ExitCode.Failed,
                $"Frame {frame.Index} of segment {_segment!.Index} is not the one that the plan saw (frame {_next} was expected): the "
                + "source changed, or its decoding cannot be repeated; run the same command again with --no-resume.");
        }

        if (!frame.DecodedDigest.SequenceEqual(digest))
        {
            throw new ColorizerException(ExitCode.Failed,
                $"The luma of frame {frame.Index} of segment {_segment!.Index} is no longer the decoded one, so the segment was not kept: "
                + "run the same command again, and report it as an error of StreamColorizer if it says so again.");
        }
    }

    private async ValueTask EndSegmentAsync(CancellationToken cancellationToken)
    {
        _fed[_segment!.Index] = _luma;
        var isLast = _segment == _run!.Segments[^1];
        _segment = null;
        if (!isLast)
            return;
        // Two encoders at most: the one that finishes here, and the next one.
        await _finishing;
        _finishing = FinishAsync(_encoder!, cancellationToken);
        _encoder = null;
    }

    private static async Task FinishAsync(IFrameSink encoder, CancellationToken cancellationToken)
    {
        await using (encoder)
            await encoder.CompleteAsync(cancellationToken);
    }

    // The journal takes one line at a time: a run waits for the one before it.
    private async Task AcceptAsync(Segment segment, Task earlier)
    {
        await earlier;
        if (!_fed.TryRemove(segment.Index, out var luma))
            throw new InvalidOperationException($"Segment {segment.Index} is finished before it was fed.");
        await store.AcceptAsync(segment, luma, CancellationToken.None);
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
