using StreamColorizer.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace StreamColorizer.Media.Inference;

/// <summary>Makes a <see cref="Bundle"/> of a model folder.</summary>
internal sealed class BundleReader
{
    private const string CardName = "model.yaml";

    private readonly string _directory;
    private readonly BundleCard _card;

    private BundleReader(string directory)
    {
        _directory = Path.GetFullPath(directory);
        _card = ReadCard();
    }

    /// <summary>See <see cref="Bundle.Read"/>.</summary>
    public static Bundle Read(string directory) => new BundleReader(directory).ToBundle();

    private BundleCard ReadCard()
    {
        if (!Directory.Exists(_directory))
            throw Fault($"There is no model folder {_directory}: name a bundle that `models` lists, or an existing folder.");
        var path = Path.Combine(_directory, CardName);
        if (!File.Exists(path))
            throw Fault($"The folder {_directory} is no model bundle: it has no {CardName}.");
        try
        {
            var yaml = new DeserializerBuilder()
                .WithNamingConvention(CamelCaseNamingConvention.Instance)
                .IgnoreUnmatchedProperties()
                .Build();
            return yaml.Deserialize<BundleCard?>(File.ReadAllText(path)) ?? new BundleCard();
        }
        catch (YamlException fault)
        {
            var reason = (fault.InnerException ?? fault).Message.ReplaceLineEndings(" ").TrimEnd('.');
            throw Fault($"{path}, line {fault.Start.Line}, cannot be understood: {reason}.", fault);
        }
    }

    private Bundle ToBundle()
    {
        var schema = Needed(_card.Schema, "schema");
        if (schema != 1)
            throw Fault($"{Card} has schema {schema}, but this program reads schema 1: use a newer program or an older bundle.");
        var stride = InRange(Needed(_card.Stride, "stride"), 1, 256, "stride");
        var answerScale = InRange(Needed(_card.AnswerScale, "answerScale"), 1, 64, "answerScale");
        if (stride % answerScale != 0)
            throw Fault($"{Card}: answerScale {answerScale} does not divide stride {stride}.");
        var global = Graphs("global");
        var embedding = InRange(Needed(_card.Embedding, "embedding"), 0, 65536, "embedding");
        if (embedding > 0 != global.Count > 0)
            throw Fault($"{Card}: embedding is {embedding}, but graphs.global has {global.Count} entries; both or neither.");
        var fusion = Graphs("fusion");
        if (!fusion.ContainsKey(Precision.Fp32))
            throw Fault($"{Card} has no graphs.fusion.fp32, which every bundle needs.");
        if (global.Count > 0 && !global.ContainsKey(Precision.Fp32))
            throw Fault($"{Card} has no graphs.global.fp32, which every bundle with a global graph needs.");
        var cpu = ParsePrecision(_card.CpuPrecision ?? "fp32", "cpuPrecision");
        if (!fusion.ContainsKey(cpu))
            throw Fault($"{Card}: cpuPrecision is {_card.CpuPrecision}, but graphs.fusion has no such entry.");
        return new Bundle
        {
            Directory = _directory,
            Name = Needed(_card.Name, "name"),
            Version = Needed(_card.Version, "version"),
            Architecture = Needed(_card.Architecture, "architecture"),
            Origin = Needed(_card.Origin, "origin"),
            License = Needed(_card.License, "license"),
            TrainingData = Needed(_card.TrainingData, "trainingData"),
            Size = InRange(Needed(_card.Size, "size"), 16, 2048, "size"),
            Stride = stride,
            AnswerScale = answerScale,
            Saturation = InRange(_card.Saturation ?? 1, 0, 4, "saturation"),
            EmbeddingLength = embedding,
            GlobalSize = embedding > 0 ? InRange(Needed(_card.GlobalSize, "globalSize"), 16, 2048, "globalSize") : 0,
            Fusion = fusion,
            Global = global,
            CpuPrecision = cpu,
            Figures = _card.Figures ?? [],
        };
    }

    private string Card => Path.Combine(_directory, CardName);

    private Dictionary<Precision, GraphFile> Graphs(string name)
    {
        var graphs = new Dictionary<Precision, GraphFile>();
        foreach (var (precision, entry) in _card.Graphs?.GetValueOrDefault(name) ?? [])
        {
            var key = $"graphs.{name}.{precision}";
            var file = Path.Combine(_directory, Needed(entry.File, $"{key}.file"));
            if (!File.Exists(file))
                throw Fault($"The model file {file} is missing: fetch the whole bundle again.");
            graphs[ParsePrecision(precision, key)] = new GraphFile(file, Needed(entry.Sha256, $"{key}.sha256").ToLowerInvariant());
        }

        return graphs;
    }

    private Precision ParsePrecision(string text, string key) => text switch
    {
        "fp32" => Precision.Fp32,
        "fp16" => Precision.Fp16,
        "int8" => Precision.Int8,
        _ => throw Fault($"{Card}, {key}: unknown precision \"{text}\"; known are fp32, fp16 and int8."),
    };

    private T Needed<T>(T? value, string key)
        where T : struct => value ?? throw Fault($"{Card} lacks the key {key}.");

    private string Needed(string? value, string key) =>
        string.IsNullOrWhiteSpace(value) ? throw Fault($"{Card} lacks the key {key}.") : value;

    private T InRange<T>(T value, T least, T most, string key)
        where T : IComparable<T> => value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
        ? value
        : throw Fault($"{Card}: {key} is {value}, allowed is {least} to {most}.");

    private static ColorizerException Fault(string sentence, Exception? cause = null) =>
        new(ExitCode.Failed, sentence, cause);
}
