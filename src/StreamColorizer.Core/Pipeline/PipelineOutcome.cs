namespace StreamColorizer.Core.Pipeline;

/// <summary>How a walk ended when nothing broke.</summary>
/// <param name="Source">What the source said at its end.</param>
/// <param name="Stopped">True: the source was told to stop; every frame it had delivered went to the sink.</param>
public readonly record struct PipelineOutcome(SourceOutcome Source, bool Stopped);
