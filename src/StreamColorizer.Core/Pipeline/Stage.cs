using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Pipeline;

/// <summary>
/// One stop of the walk: reads items, works, hands results over, and completes its output at its end, with its
/// exception where it failed. It owns an item from a successful read to a successful write.
/// </summary>
internal abstract class Stage<TIn, TOut>(StageMeter meter, TimeProvider time)
    where TIn : IQueued
    where TOut : IQueued
{
    protected StageMeter Meter => meter;

    /// <summary>Works until the input is complete, the token is canceled or something breaks.</summary>
    public async Task RunAsync(ChannelReader<TIn> input, ChannelWriter<TOut> output, CancellationToken cancellationToken)
    {
        Exception? fault = null;
        meter.Begin(time);
        try
        {
            await WalkAsync(input, output, cancellationToken);
        }
        catch (Exception exception)
        {
            fault = exception;
            throw;
        }
        finally
        {
            output.TryComplete(fault);
        }
    }

    /// <summary>Takes every item of the input; overridden where a stage gathers items.</summary>
    protected virtual async Task WalkAsync(ChannelReader<TIn> input, ChannelWriter<TOut> output, CancellationToken cancellationToken)
    {
        // Without the token, which would leave garbage with each wait: it ends the stage before this one, and so the input.
        while (await input.WaitToReadAsync(CancellationToken.None))
        {
            while (input.TryRead(out var item))
            {
                Meter.Took(item);
                await WorkAsync(item, output, cancellationToken);
                Meter.Finished();
            }
        }
    }

    /// <summary>Does the work on one item, which it owns, and hands the result over.</summary>
    protected abstract ValueTask WorkAsync(TIn item, ChannelWriter<TOut> output, CancellationToken cancellationToken);

    /// <summary>Writes; when this throws, the caller still owns the item.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected async ValueTask HandOverAsync(ChannelWriter<TOut> output, TOut item, CancellationToken cancellationToken)
    {
        Meter.WasBusy();
        item.QueuedAt = Meter.Now;
        if (!output.TryWrite(item))
            await output.WaitWriteAsync(item, cancellationToken);
        Meter.WasBlocked();
    }
}
