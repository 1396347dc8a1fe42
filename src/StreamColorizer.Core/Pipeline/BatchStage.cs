using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace StreamColorizer.Core.Pipeline;

/// <summary>
/// Gathers frames of one layout and one group until the batch is full, its first frame has waited long enough, or a
/// frame comes that does not suit.
/// </summary>
internal sealed class BatchStage(BatchPool pool, NetworkFacts facts, PipelineOptions options, PipelineProgress progress)
    : Stage<ScenedFrame, Batch>(progress.Batcher, options.Time)
{
    private Batch? _batch;
    private PaintKit? _kit;
    private Task<bool>? _arrival;

    protected override async Task WalkAsync(
        ChannelReader<ScenedFrame> input, ChannelWriter<Batch> output, CancellationToken cancellationToken)
    {
        try
        {
            do
            {
                while (input.TryRead(out var next))
                {
                    Meter.Took(next);
                    await WorkAsync(next, output, cancellationToken);
                    Meter.Finished();
                }

                if (_batch is not null && !await ArrivesInTimeAsync(input, _batch, cancellationToken))
                    await SendAsync(output, cancellationToken);
            }
            while (await ArrivesAsync(input));
            await SendAsync(output, cancellationToken);
        }
        finally
        {
            _batch?.Dispose();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask WorkAsync(
        ScenedFrame next, ChannelWriter<Batch> output, CancellationToken cancellationToken)
    {
        var taken = false;
        try
        {
            if (_batch is not null && !_batch.Suits(next))
                await SendAsync(output, cancellationToken);
            _batch ??= await BeginAsync(next, cancellationToken);
            taken = true;
            _batch.Add(next);
        }
        finally
        {
            if (!taken)
                next.Dispose();
        }

        if (_batch.IsFull)
            await SendAsync(output, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Batch> BeginAsync(ScenedFrame first, CancellationToken cancellationToken)
    {
        Meter.WasBusy();
        var batch = await pool.RentAsync(cancellationToken);
        Meter.WasBlocked();
        if (_kit is null || _kit.Layout != first.Frame.Layout)
            _kit = new PaintKit(first.Frame.Layout, facts, options);
        batch.Begin(_kit, first.Group, options.Time.GetTimestamp());
        return batch;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(ChannelWriter<Batch> output, CancellationToken cancellationToken)
    {
        if (_batch is null)
            return;
        await HandOverAsync(output, _batch, cancellationToken);
        _batch = null;
    }

    /// <summary>The one pending wait for input, kept across a batch's time-out.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ArrivesAsync(ChannelReader<ScenedFrame> input)
    {
        if (_arrival is null)
            return await input.WaitToReadAsync(CancellationToken.None);
        var arrives = await _arrival;
        _arrival = null;
        return arrives;
    }

    private async ValueTask<bool> ArrivesInTimeAsync(
        ChannelReader<ScenedFrame> input, Batch batch, CancellationToken cancellationToken)
    {
        if (options.BatchAge == Timeout.InfiniteTimeSpan)
            return true;
        var left = options.BatchAge - options.Time.GetElapsedTime(batch.Begun);
        if (left <= TimeSpan.Zero)
            return false;
        _arrival ??= input.WaitToReadAsync(cancellationToken).AsTask();
        await Task.WhenAny(_arrival, Task.Delay(left, options.Time, cancellationToken));
        return _arrival.IsCompleted;
    }
}
