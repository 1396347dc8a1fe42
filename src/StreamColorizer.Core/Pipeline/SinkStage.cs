using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Pipeline;

/// <summary>Hands painted frames to the sink; the end of the walk, so nothing is ever written to its output.</summary>
internal sealed class SinkStage(IFrameSink sink, PipelineOptions options, PipelineProgress progress)
    : Stage<Frame, Frame>(progress.Sink, options.Time)
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask WorkAsync(
        Frame frame, ChannelWriter<Frame> output, CancellationToken cancellationToken)
    {
        using (frame)
            await sink.WriteAsync(frame, cancellationToken);
        progress.CountOut();
    }
}
