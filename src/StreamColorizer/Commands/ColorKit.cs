using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Inference;
using StreamColorizer.Media.Pictures;
using StreamColorizer.Terminal;

namespace StreamColorizer.Commands;

/// <summary>The model, opened once for all inputs of a command line, and the options that go with it.</summary>
public sealed class ColorKit : IDisposable
{
    // A GPU earns its keep with several frames at once; a CPU only pays memory for them.
    private const int GpuBatch = 8;
    private readonly ColorizeRequest _request;
    private readonly float[]? _reference;

    private ColorKit(ColorizeRequest request, OnnxColorNetwork network)
    {
        _request = request;
        Network = network;
        _reference = request.Reference is { } picture ? ReferencePicture.Embed(picture, network.Facts, network.Embed) : null;
    }

    /// <summary>The network.</summary>
    public OnnxColorNetwork Network { get; }

    /// <summary>The model in the report's terms.</summary>
    public ModelRecord Model => new(
        Network.Bundle.Name, Network.Bundle.Version, Network.Bundle.Origin, Network.Bundle.License, Network.Checksums);

    /// <summary>Finds the bundle, opens the device, takes the reference's embedding.</summary>
    /// <exception cref="ColorizerException">One of them is not there or does not work.</exception>
    public static ColorKit Open(ColorizeRequest request)
    {
        var device = DeviceChoice.Parse(request.Device);
        var bundle = BundleLibrary.OfProgram().Find(request.Model);
        if (request.Reference is not null && bundle.EmbeddingLength == 0)
        {
            throw new ColorizerException(ExitCode.Usage,
                $"--reference needs a model with a global graph, and {bundle.Name} has none: leave it out, or choose another --model.");
        }

        var network = OnnxColorNetwork.Open(bundle, new NetworkOptions { Device = device });
        try
        {
            return new ColorKit(request, network);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>How frames of one stream walk.</summary>
    public PipelineOptions Walk(ColorDescription color) => new()
    {
        Color = color,
        Batch = _request.Batch ?? (Network.Device.Device.Kind == DeviceKind.Cpu ? 1 : GpuBatch),
        NetworkSize = _request.Size,
        Saturation = (float?)_request.Saturation,
        FixedEmbedding = _reference is null ? default(ReadOnlyMemory<float>?) : _reference.AsMemory(),
        EmbeddingCache = _request.EmbeddingCache,
    };

    /// <summary>What the kit contributes to a picture, as named values.</summary>
    public Dictionary<string, string> Facts()
    {
        var facts = new Dictionary<string, string>
        {
            ["model"] = $"{Network.Bundle.Name} {Network.Bundle.Version}",
            ["device kind"] = Network.Device.Device.Kind.ToString().ToLowerInvariant(),
            ["precision"] = Network.Device.Precision.ToString().ToLowerInvariant(),
            ["size"] = Show.Of(_request.Size ?? Network.Facts.DefaultSize),
            ["saturation"] = Show.Of(_request.Saturation ?? Network.Facts.DefaultSaturation),
            ["embedding cache"] = _request.EmbeddingCache ? "on" : "off",
            ["reference"] = _reference is null ? "none" : FileName(_request.Reference!),
        };
        foreach (var (file, checksum) in Network.Checksums)
            facts[file] = checksum;
        return facts;
    }

    /// <inheritdoc />
    public void Dispose() => Network.Dispose();

    // The picture's content counts, not its name.
    private static string FileName(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream));
    }
}
