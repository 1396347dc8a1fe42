namespace StreamColorizer.Media.Inference;

/// <summary>model.yaml as it is written; every key may be missing. <see cref="BundleReader"/> makes a bundle of it.</summary>
internal sealed class BundleCard
{
    public int? Schema { get; set; }

    public string? Name { get; set; }

    public string? Version { get; set; }

    public string? Architecture { get; set; }

    public string? Origin { get; set; }

    public string? License { get; set; }

    public string? TrainingData { get; set; }

    public int? Size { get; set; }

    public int? Stride { get; set; }

    public int? AnswerScale { get; set; }

    public float? Saturation { get; set; }

    public int? Embedding { get; set; }

    public int? GlobalSize { get; set; }

    public Dictionary<string, Dictionary<string, GraphEntry>>? Graphs { get; set; }

    public string? CpuPrecision { get; set; }

    public Dictionary<string, double>? Figures { get; set; }

    internal sealed class GraphEntry
    {
        public string? File { get; set; }

        public string? Sha256 { get; set; }
    }
}
