using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Scenes;

namespace StreamColorizer.Core.Pipeline;

/// <summary>
/// Finds each frame's scene and embedding. Where the guide does not know the embedding, it is asked once per scene, from
/// its key frame; frames that are not to be painted end here.
/// </summary>
internal sealed class SceneStage(
    ISceneGuide guide, IColorNetwork network, PipelineOptions options, PipelineProgress progress)
    : Stage<Frame, ScenedFrame>(progress.Scenes, options.Time)
{
    private readonly EmbeddingCache _cache = new(options.RememberedScenes);
    private readonly bool _asks = network.Facts.EmbeddingLength > 0 && options.FixedEmbedding is null;
    private readonly SceneEmbedder _embedder = new(network, options.Color);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask WorkAsync(
        Frame frame, ChannelWriter<ScenedFrame> output, CancellationToken cancellationToken)
    {
        var handedOver = false;
        try
        {
            progress.CountRead();
            var assignment = guide.Assign(frame);
            var embedding = EmbeddingOf(frame, assignment);
            if (!assignment.Paint)
            {
                progress.CountSkipped();
                return;
            }

            await HandOverAsync(output, new ScenedFrame(frame, embedding, assignment.Scene, assignment.Group), cancellationToken);
            handedOver = true;
        }
        finally
        {
            if (!handedOver)
                frame.Dispose();
        }
    }

    private ReadOnlyMemory<float> EmbeddingOf(Frame frame, SceneAssignment assignment)
    {
        if (!_asks || !(assignment.Paint || (assignment.IsKeyFrame && options.EmbeddingCache)))
            return options.FixedEmbedding ?? default;
        progress.CountEmbedding();
        if (!assignment.Embedding.IsEmpty)
            return assignment.Embedding;
        if (options.EmbeddingCache && !assignment.IsKeyFrame && _cache.TryGet(assignment.Scene, out var known))
            return known;
        progress.CountAsked();
        var embedding = _embedder.Embed(frame.Layout, frame.Luma, $"frame {frame.Index}");
        if (options.EmbeddingCache)
            _cache.Put(assignment.Scene, embedding);
        return embedding;
    }
}
