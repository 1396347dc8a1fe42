using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>One feed, for as long as the configuration has it: connects, walks, waits, connects again.</summary>
public sealed class FeedWorker : IAsyncDisposable
{
    private const int QueueDepth = 2;
    private readonly FeedConfig _feed;
    private readonly ILiveStudio _studio;
    private readonly SemaphoreSlim _opening;
    private readonly FeedKit _kit;
    private readonly CancellationTokenSource _stop = new();
    private readonly LossTeller _losses;
    private readonly Task _work;
    private CancellationTokenSource _connection = new();
    private FeedPhase _phase;
    private DateTimeOffset _since;
    private string? _lastError;
    private string _decoder = "";

    /// <summary>Begins to work.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="network">The network of its bundle.</param>
    /// <param name="fixedEmbedding">Embedding of the reference picture; null without one.</param>
    /// <param name="studio">Connections and encoders.</param>
    /// <param name="opening">Lets only a few feeds connect at a time.</param>
    /// <param name="fleet">Tells an outage of the network from a stalled camera.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where it tells.</param>
    public FeedWorker(
        FeedConfig feed, SharedNetwork network, ReadOnlyMemory<float>? fixedEmbedding, ILiveStudio studio, SemaphoreSlim opening,
        FleetWatch fleet, TimeProvider time, ILogger log)
    {
        (_feed, _studio, _opening) = (feed, studio, opening);
        var options = OptionsFor(feed, fixedEmbedding, time);
        var metrics = new FeedMetrics(feed.Name);
        var pool = new FramePool(
            options.FramesInFlight + FeedSession.FramesHeld + FeedOutput.FramesHeld, FeedOutput.MaxFrameBytes(feed));
        _losses = new LossTeller(feed.Name, metrics, time, log);
        _kit = new FeedKit(
            pool, network, new FeedOutput(feed, $"colors estimated by {network.Facts.Name}", studio, metrics, time, log), options,
            new PipelineProgress(), metrics, new BackOffPolicy(time, Random.Shared), fleet, WentGray, time, log);
        metrics.PoolCapacity.Set(pool.Capacity);
        Enter(FeedPhase.Connecting);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>The feed's configuration.</summary>
    public FeedConfig Config => _feed;

    /// <summary>The walk's counters.</summary>
    public PipelineProgress Progress => _kit.Progress;

    /// <summary>The feed at this moment.</summary>
    public FeedStatus Status
    {
        get
        {
            var metrics = _kit.Metrics;
            metrics.Dropped(DropCause.IntakeFull).IncTo(Progress.Dropped);
            var layout = _kit.Output.Layout;
            return new FeedStatus(
                _feed.Name, _feed.Source.ToString(), _phase, _since, metrics.Passing.Value > 0, _feed.Required, layout.Width,
                layout.Height, _kit.Output.FramesPerSecond, _kit.Output.LatencySeconds, (long)metrics.Decoded.Value,
                metrics.Latency.Count, Sum<DropCause>(metrics.Dropped), Sum<GrayReason>(metrics.Gray), Sum<FeedFault>(metrics.Reconnects), _lastError,
                _decoder, _kit.Output.Sinks);
        }
    }

    /// <summary>Frames of the feed that are on their way or shown; one, the last, between frames.</summary>
    public int Outstanding => _kit.Pool.Outstanding;

    /// <summary>The last frame with a share for the caller; null before the first.</summary>
    /// <param name="color">How its numbers stand for color.</param>
    public Frame? TakeLast(out ColorDescription color) => _kit.Output.TakeLast(out color);

    /// <summary>Ends the connection; the next one is made at once.</summary>
    public void Restart() => _connection.Cancel();

    /// <summary>Called about once a second: brings counters up to date and tells of losses.</summary>
    public void Tick()
    {
        _kit.Metrics.PoolOutstanding.Set(_kit.Pool.Outstanding);
        _kit.Metrics.Embeddings(EmbeddingResult.Hit).IncTo(Progress.EmbeddingHits);
        _kit.Metrics.Embeddings(EmbeddingResult.Miss).IncTo(Progress.EmbeddingRequests - Progress.EmbeddingHits);
        _kit.Metrics.Dropped(DropCause.IntakeFull).IncTo(Progress.Dropped);
        _losses.Tell();
    }

    /// <summary>Ends the connection, lets frames on their way go out, and finishes the sinks within the time.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await _stop.CancelAsync();
        await _work;
        await _kit.Output.StopAsync(grace);
        Enter(FeedPhase.Stopped);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        await _kit.Output.DisposeAsync();
        _kit.Metrics.Dispose();
        _kit.Pool.Dispose();
        _connection.Dispose();
        _stop.Dispose();
    }

    private static PipelineOptions OptionsFor(FeedConfig feed, ReadOnlyMemory<float>? fixedEmbedding, TimeProvider time) => new()
    {
        Color = default,
        Intake = QueuePolicy.DropOldest,
        QueueDepth = QueueDepth,
        NetworkSize = feed.Size == 0 ? null : feed.Size,
        Saturation = feed.Saturation == 0 ? null : (float)feed.Saturation,
        FixedEmbedding = fixedEmbedding,
        Time = time,
    };

    private async Task WorkAsync()
    {
        try
        {
            while (await ConnectAsync() is { } wait)
            {
                Enter(FeedPhase.Waiting);
                await Task.Delay(wait, _kit.Time, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }

        _kit.Metrics.Up.Set(0);
        Enter(FeedPhase.Stopped);
    }

    // The wait before the next connection; null where there is none.
    private async Task<TimeSpan?> ConnectAsync()
    {
        Renew(ref _connection);
        var before = _kit.Metrics.Decoded.Value;
        var (fault, sentence) = await RunAsync();
        _kit.Metrics.Up.Set(0);
        CountAbandoned();
        Tick();
        if (_stop.IsCancellationRequested)
            return null;
        _lastError = _feed.Source.MaskIn(sentence);
        if (fault == FeedFault.Ended && _feed.IsFile)
        {
            _kit.Log.Ended(_feed.Name, _lastError);
            return null;
        }

        _kit.Metrics.Reconnects(fault).Inc();
        var wait = _connection.IsCancellationRequested ? TimeSpan.Zero : _kit.BackOff.Wait(fault);
        _kit.Log.Lost(_feed.Name, fault, (long)(_kit.Metrics.Decoded.Value - before), _lastError, wait.TotalSeconds);
        return wait;
    }

    private async Task<(FeedFault Fault, string Sentence)> RunAsync()
    {
        Enter(FeedPhase.Connecting);
        _kit.Log.Connecting(_feed.Name, _feed.Source.ToString());
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _connection.Token);
        try
        {
            return await OpenAsync(either.Token);
        }
        catch (ColorizerException fault)
        {
            return (FeedFault.Internal, fault.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The border of a feed: whatever this was, the others go on, and this one is tried again.
            _kit.Log.Fault(_feed.Name, _feed.Source.MaskIn(fault.ToString()));
            return (FeedFault.Internal, "a fault of this program; the log has it.");
        }
    }

    private async Task<(FeedFault Fault, string Sentence)> OpenAsync(CancellationToken stop)
    {
        // Connecting counts until the first picture or the end of the attempt.
        await _opening.WaitAsync(stop);
        FeedSession session;
        Task<(FeedFault Fault, string Sentence)> running;
        try
        {
            var source = _studio.OpenSource(_feed, _kit.Output.Prepare());
            _decoder = source.Decoder;
            session = new FeedSession(_feed, source, _kit);
            running = session.RunAsync(stop);
            await session.Opened;
        }
        finally
        {
            _opening.Release();
        }

        if (session.Delivered > 0)
            Enter(FeedPhase.Up);
        return await running;
    }

    // Nothing is on its way between connections: what neither went out nor was dropped, was given up with the connection.
    private void CountAbandoned()
    {
        var metrics = _kit.Metrics;
        metrics.Dropped(DropCause.IntakeFull).IncTo(Progress.Dropped);
        metrics.Dropped(DropCause.Abandoned).Inc(Math.Max(0, metrics.Decoded.Value - metrics.Latency.Count - Sum<DropCause>(metrics.Dropped)));
    }

    private void WentGray(GrayReason reason, Exception? fault)
    {
        _kit.Metrics.Gray(reason).Inc();
        if (fault is not null && _lastError != fault.Message)
            _kit.Log.NetworkFailed(_feed.Name, _lastError = fault.Message);
    }

    private void Enter(FeedPhase phase)
    {
        if (_phase != phase || _since == default)
            _since = _kit?.Time.GetUtcNow() ?? default;
        _phase = phase;
    }

    private static void Renew(ref CancellationTokenSource source)
    {
        source.Dispose();
        source = new CancellationTokenSource();
    }

    private static long Sum<T>(Func<T, Prometheus.ICounter> counter)
        where T : struct, Enum => (long)Enum.GetValues<T>().Sum(value => counter(value).Value);
}
