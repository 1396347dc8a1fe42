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
    /// <exception cref="Errors.ColorizerException">A stage failed; the first fault is thrown.</exception>
    /// <exception cref="OperationCanceledException">Abandoned.</exception>
    public Task<PipelineOutcome> RunAsync(FramePool pool, CancellationToken stop, CancellationToken cancellationToken)
    {
        _ = (source, guide, network, sink, options, pool, stop, cancellationToken);
        throw new NotImplementedException();
    }
}
