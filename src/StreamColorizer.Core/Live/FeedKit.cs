using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>What a feed keeps from connection to connection.</summary>
internal sealed class FeedKit : IAsyncDisposable
{
    private const int QueueDepth = 2;

    public FeedKit(
        FeedConfig feed, SharedNetwork network, ReadOnlyMemory<float>? fixedEmbedding, ILiveStudio studio, FleetWatch fleet,
        TimeProvider time, ILogger log)
    {
        (Network, Fleet, Time, Log) = (network, fleet, time, log);
        State = new FeedState(time);
        Options = new PipelineOptions
        {
            Color = default,
            Intake = QueuePolicy.DropOldest,
            QueueDepth = QueueDepth,
            NetworkSize = feed.Size == 0 ? null : feed.Size,
            Saturation = feed.Saturation == 0 ? null : (float)feed.Saturation,
            FixedEmbedding = fixedEmbedding,
            Time = time,
        };
        Metrics = new FeedMetrics(feed.Name);
        Pool = new FramePool(
            Options.FramesInFlight + FeedSession.FramesHeld + FeedOutput.FramesHeld, FeedOutput.MaxFrameBytes(feed));
        Metrics.PoolCapacity.Set(Pool.Capacity);
        Output = new FeedOutput(feed, $"colors estimated by {network.Facts.Name}", studio, Metrics, time, log);
        BackOff = new BackOffPolicy(time, Random.Shared);
        Pictures = new PictureWatch(feed.Name, Metrics, time, log);
        WentGray = (reason, fault) => CountGray(feed.Name, reason, fault);
    }

    /// <summary>The network that it shares.</summary>
    public SharedNetwork Network { get; }

    /// <summary>Tells an outage of the network from a stalled camera.</summary>
    public FleetWatch Fleet { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Where it tells.</summary>
    public ILogger Log { get; }

    /// <summary>What it is doing.</summary>
    public FeedState State { get; }

    /// <summary>How frames walk; the color is each connection's own.</summary>
    public PipelineOptions Options { get; }

    /// <summary>Counters of the walk.</summary>
    public PipelineProgress Progress { get; } = new();

    /// <summary>The feed's metrics.</summary>
    public FeedMetrics Metrics { get; }

    /// <summary>Its frames.</summary>
    public FramePool Pool { get; }

    /// <summary>Where frames go.</summary>
    public FeedOutput Output { get; }

    /// <summary>Waits between connections.</summary>
    public BackOffPolicy BackOff { get; }

    /// <summary>Tells black and frozen pictures.</summary>
    public PictureWatch Pictures { get; }

    /// <summary>Told each frame that gets no color.</summary>
    public Action<GrayReason, Exception?> WentGray { get; }

    public async ValueTask DisposeAsync()
    {
        await Output.DisposeAsync();
        Metrics.Dispose();
        Pool.Dispose();
    }

    private void CountGray(string feed, GrayReason reason, Exception? fault)
    {
        Metrics.Gray(reason).Inc();
        if (fault is not null && State.LastError != fault.Message)
            Log.NetworkFailed(feed, State.LastError = fault.Message);
    }
}
