using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Pipeline;

/// <summary>How frames walk. Checked by <see cref="ColorizePipeline"/>, which takes nothing out of range.</summary>
public sealed record PipelineOptions
{
    /// <summary>Batches that exist at once: one being filled, one being colored, one being painted.</summary>
    internal const int BatchesInFlight = 3;

    /// <summary>How the stream's numbers stand for color.</summary>
    public required ColorDescription Color { get; init; }

    /// <summary>What the intake does when it is full. Default: wait.</summary>
    public QueuePolicy Intake { get; init; } = QueuePolicy.Wait;

    /// <summary>Frames that wait before each stage at the most, 1 to 64. Default 3.</summary>
    public int QueueDepth { get; init; } = 3;

    /// <summary>Frames that the network sees at once, 1 to 64. Default 1: on a CPU more only costs memory.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>
    /// A batch goes on incomplete when its first frame has waited this long. Default: never, films fill by count;
    /// feeds use 35 ms.
    /// </summary>
    public TimeSpan BatchAge { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Short side that the network sees, 16 to 2048. Default: the bundle's.</summary>
    public int? NetworkSize { get; init; }

    /// <summary>Factor on the network's a and b, 0 to 4. Default: the bundle's.</summary>
    public float? Saturation { get; init; }

    /// <summary>An embedding that every frame uses instead of its scene's: E values, of a reference picture.</summary>
    public ReadOnlyMemory<float>? FixedEmbedding { get; init; }

    /// <summary>False: each frame gets an embedding of its own. Default: true.</summary>
    public bool EmbeddingCache { get; init; } = true;

    /// <summary>
    /// Scenes whose embedding the walk remembers where its guide does not know it, at least 1. Default 8.
    /// </summary>
    public int RememberedScenes { get; init; } = 8;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Frames that the walk can hold at once, the source's own included: the capacity that its pool needs,
    /// plus whatever the sink keeps after a write.
    /// </summary>
    public int FramesInFlight => 3 * QueueDepth + BatchesInFlight * Batch + 4;

    /// <summary>Refuses what is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value and its range.</exception>
    internal void Check(NetworkFacts facts)
    {
        CheckRange(QueueDepth, 1, 64, nameof(QueueDepth));
        CheckRange(Batch, 1, 64, nameof(Batch));
        CheckRange(NetworkSize ?? facts.DefaultSize, 16, 2048, nameof(NetworkSize));
        CheckRange(Saturation ?? facts.DefaultSaturation, 0, 4, nameof(Saturation));
        CheckRange(RememberedScenes, 1, int.MaxValue, nameof(RememberedScenes));
        if (FixedEmbedding is { } given)
            CheckRange(given.Length, facts.EmbeddingLength, facts.EmbeddingLength, nameof(FixedEmbedding));
    }

    private static void CheckRange(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}, allowed is {least} to {most}.");
    }
}
