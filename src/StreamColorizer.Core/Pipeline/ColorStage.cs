using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace StreamColorizer.Core.Pipeline;

/// <summary>Asks the fusion graph; an answer that is not finite ends the walk before anything of it is encoded.</summary>
internal sealed class ColorStage(IColorNetwork network, PipelineOptions options, PipelineProgress progress)
    : Stage<Batch, Batch>(progress.Colorizer, options.Time)
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask WorkAsync(
        Batch batch, ChannelWriter<Batch> output, CancellationToken cancellationToken)
    {
        var handedOver = false;
        try
        {
            network.Colorize(
                batch.Count, batch.Kit.Height, batch.Kit.Width, batch.Lightness, batch.Embeddings, batch.Ab);
            Check(batch);
            await HandOverAsync(output, batch, cancellationToken);
            handedOver = true;
        }
        finally
        {
            if (!handedOver)
                batch.Dispose();
        }
    }

    private void Check(Batch batch)
    {
        if (Finite.All(batch.Ab.Span))
            return;
        var slot = 0;
        while (Finite.All(batch.Answer(slot)))
            slot++;
        throw SceneEmbedder.NotFinite(network.Facts, $"frame {batch.Frame(slot).Index}");
    }
}
