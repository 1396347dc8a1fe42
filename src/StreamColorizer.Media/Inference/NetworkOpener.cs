using Microsoft.ML.OnnxRuntime;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Inference;

/// <summary>Opens a bundle on the device asked for, or on the first of the possible ones that works.</summary>
internal sealed class NetworkOpener(Bundle bundle, NetworkOptions options)
{
    public OnnxColorNetwork Open()
    {
        if (options.Device.Kind != DeviceKind.Auto)
            return OpenOn(options.Device, $"{options.Device} was asked for.");
        var passedOver = new List<string>();
        foreach (var (kind, absence) in GpuCandidates())
        {
            var device = new DeviceChoice(kind);
            if (absence is null)
            {
                try
                {
                    return OpenOn(device, $"auto chose {device}, the fastest that opens here.");
                }
                catch (ColorizerException fault)
                {
                    passedOver.Add($"{device} does not open ({fault.Message.TrimEnd('.')})");
                    continue;
                }
            }

            passedOver.Add(absence);
        }

        return OpenOn(new DeviceChoice(DeviceKind.Cpu), $"auto chose cpu: {string.Join(", and ", passedOver)}.");
    }

    private static IEnumerable<(DeviceKind Kind, string? Absence)> GpuCandidates()
    {
        yield return (DeviceKind.Cuda, CudaParts.Installed ? null : "the CUDA provider is not installed");
        yield return (DeviceKind.WebGpu, GpuPresence.Any ? null : "no GPU shows under /dev/dri");
    }

    private OnnxColorNetwork OpenOn(DeviceChoice device, string sentence)
    {
        var precision = options.Precision ?? DefaultPrecision(device);
        if (!bundle.Fusion.TryGetValue(precision, out var file))
        {
            throw new ColorizerException(
                ExitCode.Usage, $"The bundle {bundle.Name} has no {Text(precision)} graph: known are {Known()}.");
        }

        OnnxGraph? fusion = null, global = null;
        try
        {
            fusion = OpenGraph(file, device);
            ExpectFusion(fusion);
            if (bundle.GlobalFor(precision) is { } globalFile)
            {
                global = OpenGraph(globalFile, device);
                global.Expect(
                    [("lightness", [-1, 1, bundle.GlobalSize, bundle.GlobalSize])], ("embedding", [-1, bundle.EmbeddingLength]));
            }

            var network = new OnnxColorNetwork(bundle, new OpenedDevice(device, precision, sentence), fusion, global);
            Try(network);
            return network;
        }
        catch
        {
            fusion?.Dispose();
            global?.Dispose();
            throw;
        }
    }

    private OnnxGraph OpenGraph(GraphFile file, DeviceChoice device)
    {
        file.Verify();
        _ = OnnxRuntimeLibrary.Env;
        using var session = DeviceSession.Options(device, options.Threads);
        try
        {
            return new OnnxGraph(file, $"graph {file.Path} of the bundle {bundle.Name}", session);
        }
        catch (OnnxRuntimeException fault)
        {
            throw DeviceSession.Fault(device, $"The model file {file.Path}", fault);
        }
    }

    private void ExpectFusion(OnnxGraph fusion)
    {
        (string, int[]) lightness = ("lightness", [-1, 1, -1, -1]), ab = ("ab", [-1, 2, -1, -1]);
        fusion.Expect(
            bundle.EmbeddingLength > 0 ? [lightness, ("embedding", [-1, bundle.EmbeddingLength])] : [lightness], ab);
    }

    /// <summary>The first run allocates and compiles, and shows whether the answer has the promised size.</summary>
    private void Try(OnnxColorNetwork network)
    {
        var side = 2 * bundle.Stride;
        var answer = side / bundle.AnswerScale;
        var embedding = GC.AllocateArray<float>(bundle.EmbeddingLength, pinned: true);
        if (bundle.EmbeddingLength > 0)
            network.Embed(new float[bundle.GlobalSize * bundle.GlobalSize], embedding);
        network.Colorize(1, side, side, new float[side * side], embedding, new float[2 * answer * answer]);
        network.ForgetBindings();
    }

    private Precision DefaultPrecision(DeviceChoice device) => device.Kind == DeviceKind.Cpu
        ? bundle.CpuPrecision
        : bundle.Fusion.ContainsKey(Precision.Fp16) ? Precision.Fp16 : Precision.Fp32;

    private string Known() => string.Join(", ", bundle.Fusion.Keys.Order().Select(Text));

    private static string Text(Precision precision) => precision.ToString().ToLowerInvariant();
}
