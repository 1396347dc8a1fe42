using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>What a feed keeps from connection to connection.</summary>
/// <param name="Pool">Its frames.</param>
/// <param name="Network">The network that it shares.</param>
/// <param name="Output">Where frames go.</param>
/// <param name="Options">How frames walk; the color is each connection's own.</param>
/// <param name="Progress">Counters of the walk.</param>
/// <param name="Metrics">The feed's metrics.</param>
/// <param name="BackOff">Waits between connections.</param>
/// <param name="Fleet">Tells an outage of the network from a stalled camera.</param>
/// <param name="WentGray">Told each frame that gets no color.</param>
/// <param name="Time">The clock.</param>
/// <param name="Log">Where it tells.</param>
internal sealed record FeedKit(
    FramePool Pool, SharedNetwork Network, FeedOutput Output, PipelineOptions Options, PipelineProgress Progress,
    FeedMetrics Metrics, BackOffPolicy BackOff, FleetWatch Fleet, Action<GrayReason, Exception?> WentGray, TimeProvider Time, ILogger Log);
