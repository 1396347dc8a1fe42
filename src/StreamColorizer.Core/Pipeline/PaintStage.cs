using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Pipeline;

/// <summary>
/// Holds color still within a scene and fills the chroma planes, the frames of a batch in parallel, and hands frames on in
/// display order.
/// </summary>
internal sealed class PaintStage : Stage<Batch, Frame>
{
    private readonly Action<int> _paint;
    private Batch? _batch;

    public PaintStage(PipelineOptions options, PipelineProgress progress)
        : base(progress.Painter, options.Time) =>
        _paint = slot => _batch!.Paint(slot);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask WorkAsync(
        Batch batch, ChannelWriter<Frame> output, CancellationToken cancellationToken)
    {
        using (batch)
        {
            _batch = batch;
            batch.Steady();
            if (batch.Count == 1)
                batch.Paint(0);
            else
                Parallel.For(0, batch.Count, _paint);
            for (var slot = 0; slot < batch.Count; slot++)
            {
                await HandOverAsync(output, batch.Frame(slot), cancellationToken);
                batch.Release(slot);
            }
        }
    }
}
