using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>One feed, for as long as the configuration has it.</summary>
public sealed class FeedWorker : IAsyncDisposable
{
    private readonly FeedKit _kit;
    private readonly FeedLoop _loop;
    private readonly LossTeller _losses;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

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
        Config = feed;
        _kit = new FeedKit(feed, network, fixedEmbedding, studio, fleet, time, log);
        _loop = new FeedLoop(feed, studio, opening, _kit);
        _losses = new LossTeller(feed.Name, _kit.Metrics, time, log);
        _work = Task.Run(() => _loop.RunAsync(_stop.Token));
    }

    /// <summary>The feed's configuration.</summary>
    public FeedConfig Config { get; }

    /// <summary>The walk's counters.</summary>
    public PipelineProgress Progress => _kit.Progress;

    /// <summary>The feed at this moment.</summary>
    public FeedStatus Status
    {
        get
        {
            var (metrics, output, (phase, since)) = (_kit.Metrics, _kit.Output, _kit.State.Now);
            metrics.Update(Progress);
            var layout = output.Layout;
            return new FeedStatus(
                Config.Name, Config.Source.ToString(), phase, since, metrics.Passing.Value > 0, _kit.Pictures.Trouble, Config.Required,
                layout.Width, layout.Height, output.FramesPerSecond, output.LatencySeconds, (long)metrics.Decoded.Value,
                metrics.Latency.Count, metrics.AllDropped, metrics.AllGray, metrics.AllReconnects, _kit.State.LastError,
                _kit.State.Decoder, output.Sinks);
        }
    }

    /// <summary>Frames of the feed that are on their way or shown; one, the last, between frames.</summary>
    public int Outstanding => _kit.Pool.Outstanding;

    /// <summary>The last frame with a share for the caller; null before the first.</summary>
    /// <param name="color">How its numbers stand for color.</param>
    public Frame? TakeLast(out ColorDescription color) => _kit.Output.TakeLast(out color);

    /// <summary>Ends the connection, or the wait for one; the next one is made at once.</summary>
    public void Restart() => _loop.Restart();

    /// <summary>Called about once a second: brings counters up to date and tells of losses.</summary>
    public void Tick()
    {
        _kit.Metrics.PoolOutstanding.Set(_kit.Pool.Outstanding);
        _kit.Metrics.Update(Progress);
        _losses.Tell();
    }

    /// <summary>Ends the connection, lets frames on their way go out, and finishes the sinks within the time.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await _stop.CancelAsync();
        await _work;
        await _kit.Output.StopAsync(grace);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        await _kit.DisposeAsync();
        _loop.Dispose();
        _stop.Dispose();
    }
}
