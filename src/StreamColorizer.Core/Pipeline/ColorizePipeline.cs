using System.Threading.Channels;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Pipeline;

/// <summary>
/// The walk of a frame: source, intake, scenes, batcher, colorizer, painter, sink. Film and live differ in source,
/// guide, sink and queue policy, never here.
/// </summary>
/// <param name="source">Where frames come from.</param>
/// <param name="guide">Which scene a frame belongs to.</param>
/// <param name="network">The colors. Stays the caller's: one network serves many walks, one after another.</param>
/// <param name="sink">Where painted frames go. Stays the caller's.</param>
/// <param name="options">How frames walk.</param>
/// <param name="progress">Counters to count on; null for new ones.</param>
public sealed class ColorizePipeline(
    IFrameSource source, ISceneGuide guide, IColorNetwork network, IFrameSink sink, PipelineOptions options,
    PipelineProgress? progress = null)
{
    /// <summary>The walk's counters.</summary>
    public PipelineProgress Progress { get; } = progress ?? new PipelineProgress();

    /// <summary>
    /// Runs until the source ends and every frame is in the sink, which is completed then. After it, also after a
    /// fault, the walk holds no frame of the pool.
    /// </summary>
    /// <param name="pool">Frames; its capacity is at least <see cref="PipelineOptions.FramesInFlight"/>.</param>
    /// <param name="stop">Ends the source; frames that it delivered are still painted and written.</param>
    /// <param name="cancellationToken">Abandons everything.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option or the pool's capacity is out of range.</exception>
    /// <exception cref="Errors.ColorizerException">A stage failed; the first fault is thrown.</exception>
    /// <exception cref="OperationCanceledException">Abandoned.</exception>
    public async Task<PipelineOutcome> RunAsync(FramePool pool, CancellationToken stop, CancellationToken cancellationToken)
    {
        options.Check(network.Facts);
        ArgumentOutOfRangeException.ThrowIfLessThan(pool.Capacity, options.FramesInFlight);

        var batches = new BatchPool(options.Batch, network.Facts.EmbeddingLength);
        var intake = CreateIntake();
        var scened = Channel.CreateBounded<ScenedFrame>(options.QueueDepth);
        var filled = Channel.CreateBounded<Batch>(PipelineOptions.BatchesInFlight);
        var colored = Channel.CreateBounded<Batch>(PipelineOptions.BatchesInFlight);
        var painted = Channel.CreateBounded<Frame>(options.QueueDepth);
        var nothing = Channel.CreateBounded<Frame>(1);
        Progress.Watch(() =>
        [
            new("scenes", intake.Reader.Count, options.QueueDepth),
            new("batcher", scened.Reader.Count, options.QueueDepth),
            new("colorizer", filled.Reader.Count, PipelineOptions.BatchesInFlight),
            new("painter", colored.Reader.Count, PipelineOptions.BatchesInFlight),
            new("sink", painted.Reader.Count, options.QueueDepth),
        ]);

        using var abort = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = abort.Token;
        // Who waits for room waits without the token, see WaitingWrite.
        using var wake = token.Register(() =>
        {
            intake.Writer.TryComplete();
            scened.Writer.TryComplete();
            filled.Writer.TryComplete();
            colored.Writer.TryComplete();
            painted.Writer.TryComplete();
        });
        var faults = new FirstFault(abort);
        var reading = Task.Run(() => ReadAsync(pool, new IntakeWriter(intake.Writer, options.Time), stop, token), CancellationToken.None);
        await Task.WhenAll(
            faults.WatchAsync(reading),
            Start(new SceneStage(guide, network, options, Progress), intake.Reader, scened.Writer),
            Start(new BatchStage(batches, network.Facts, options, Progress), scened.Reader, filled.Writer),
            Start(new ColorStage(network, options, Progress), filled.Reader, colored.Writer),
            Start(new PaintStage(options, Progress), colored.Reader, painted.Writer),
            Start(new SinkStage(sink, options, Progress), painted.Reader, nothing.Writer));

        Drain(intake.Reader);
        Drain(scened.Reader);
        Drain(filled.Reader);
        Drain(colored.Reader);
        Drain(painted.Reader);
        cancellationToken.ThrowIfCancellationRequested();
        faults.Throw();
        await sink.CompleteAsync(cancellationToken);
        return await reading;

        Task Start<TIn, TOut>(Stage<TIn, TOut> stage, ChannelReader<TIn> input, ChannelWriter<TOut> output)
            where TIn : IQueued
            where TOut : IQueued =>
            faults.WatchAsync(Task.Run(() => stage.RunAsync(input, output, token), CancellationToken.None));
    }

    private Channel<Frame> CreateIntake()
    {
        if (options.Intake == QueuePolicy.Wait)
            return Channel.CreateBounded<Frame>(options.QueueDepth);
        var bound = new BoundedChannelOptions(options.QueueDepth) { FullMode = BoundedChannelFullMode.DropOldest };
        return Channel.CreateBounded<Frame>(bound, frame =>
        {
            frame.Dispose();
            Progress.CountDropped();
        });
    }

    private async Task<PipelineOutcome> ReadAsync(
        FramePool pool, ChannelWriter<Frame> intake, CancellationToken stop, CancellationToken abort)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, abort);
        Exception? fault = null;
        try
        {
            return new PipelineOutcome(await source.RunAsync(pool, intake, either.Token), Stopped: false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !abort.IsCancellationRequested)
        {
            return new PipelineOutcome(default, Stopped: true);
        }
        catch (Exception exception)
        {
            fault = exception;
            throw;
        }
        finally
        {
            intake.TryComplete(fault);
        }
    }

    private static void Drain<T>(ChannelReader<T> left)
        where T : IDisposable
    {
        while (left.TryRead(out var item))
            item.Dispose();
    }
}
