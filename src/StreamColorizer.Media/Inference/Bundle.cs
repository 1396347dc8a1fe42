using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Media.Inference;

/// <summary>A model folder: what its model.yaml says, checked for sense.</summary>
public sealed record Bundle
{
    /// <summary>The folder, full path.</summary>
    public required string Directory { get; init; }

    /// <summary>The network's name.</summary>
    public required string Name { get; init; }

    /// <summary>The network's version.</summary>
    public required string Version { get; init; }

    /// <summary>The family of networks that it belongs to.</summary>
    public required string Architecture { get; init; }

    /// <summary>Where it comes from, one sentence.</summary>
    public required string Origin { get; init; }

    /// <summary>Its terms, one sentence.</summary>
    public required string License { get; init; }

    /// <summary>What it was trained on, one sentence.</summary>
    public required string TrainingData { get; init; }

    /// <summary>Default short side of the fusion input.</summary>
    public required int Size { get; init; }

    /// <summary>Height and width of the fusion input are multiples of this.</summary>
    public required int Stride { get; init; }

    /// <summary>The answer has 1/AnswerScale of the input's height and width.</summary>
    public required int AnswerScale { get; init; }

    /// <summary>Default factor on a, b.</summary>
    public required float Saturation { get; init; }

    /// <summary>E; 0 without a global graph.</summary>
    public required int EmbeddingLength { get; init; }

    /// <summary>Side of the global graph's input; 0 without one.</summary>
    public required int GlobalSize { get; init; }

    /// <summary>The fusion graph in each precision that the bundle has.</summary>
    public required IReadOnlyDictionary<Precision, GraphFile> Fusion { get; init; }

    /// <summary>The global graph in each precision that the bundle has; empty without one.</summary>
    public required IReadOnlyDictionary<Precision, GraphFile> Global { get; init; }

    /// <summary>Precision of the fusion graph on a CPU.</summary>
    public required Precision CpuPrecision { get; init; }

    /// <summary>What was measured: gains, distances, size, arithmetic; by name.</summary>
    public required IReadOnlyDictionary<string, double> Figures { get; init; }

    /// <summary>What the walk needs to know.</summary>
    public NetworkFacts Facts => new(
        $"{Name} {Version}", Stride, AnswerScale, EmbeddingLength, GlobalSize, Size, Saturation);

    /// <summary>Reads and checks a bundle's model.yaml. Checksums are compared when a graph is opened.</summary>
    /// <param name="directory">The model folder.</param>
    /// <exception cref="Core.Errors.ColorizerException">The folder is no bundle, or what it says makes no sense.</exception>
    public static Bundle Read(string directory) => BundleReader.Read(directory);

    /// <summary>The global graph's file for a fusion graph of one precision: the same, else float32; null without one.</summary>
    public GraphFile? GlobalFor(Precision precision) =>
        Global.Count == 0 ? null : Global.GetValueOrDefault(precision) ?? Global[Precision.Fp32];
}
