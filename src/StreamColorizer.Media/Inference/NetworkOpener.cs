using Microsoft.ML.OnnxRuntime;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Inference;

/// <summary>Opens a bundle on the device asked for, or on the first of the possible ones that works.</summary>
internal sealed class NetworkOpener(Bundle bundle, NetworkOptions options)
{
    // Largest difference between a GPU's answer and the CPU's that float16 can explain, in units of a, b.
    private const float GpuTolerance = 4;

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
                    var reason = fault.Message.Replace($"The device {device} does not open: ", "").TrimEnd('.');
                    passedOver.Add($"{device} does not open ({reason})");
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
            var globalDevice = DeviceOfGlobal(device);
            var files = new List<GraphFile> { file };
            if (bundle.GlobalFor(globalDevice == device ? precision : Precision.Fp32) is { } globalFile)
            {
                global = OpenGraph(globalFile, globalDevice);
                global.Expect(
                    [("lightness", [-1, 1, bundle.GlobalSize, bundle.GlobalSize])], ("embedding", [-1, bundle.EmbeddingLength]));
                files.Add(globalFile);
            }

            var opened = new OpenedDevice(device, precision, sentence);
            var network = new OnnxColorNetwork(
                bundle, opened, files, fusion, global, options.FixedBatches ?? device.Kind == DeviceKind.Cuda)
            {
                Lanes = device.Kind == DeviceKind.Cpu ? options.Lanes : 1,
            };
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
        using var quiet = device.Kind == DeviceKind.WebGpu ? new QuietStandardError() : null;
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

    /// <summary>
    /// Asked once a scene, the global graph costs next to nothing on the CPU, and ONNX Runtime 1.29 answers pooling with
    /// padding wrongly through WebGPU (2.4 off on the tiny bundle).
    /// </summary>
    private static DeviceChoice DeviceOfGlobal(DeviceChoice device) =>
        device.Kind == DeviceKind.WebGpu ? new DeviceChoice(DeviceKind.Cpu) : device;

    /// <summary>
    /// The first run allocates and compiles, shows whether the answer has the promised size, and whether a GPU's answer
    /// is the CPU's.
    /// </summary>
    private void Try(OnnxColorNetwork network)
    {
        var answer = FirstAnswer(network);
        if (network.Device.Device.Kind == DeviceKind.Cpu)
            return;
        var onCpu = options with { Device = new(DeviceKind.Cpu), Precision = Precision.Fp32 };
        using var reference = new NetworkOpener(bundle, onCpu).Open();
        var expected = FirstAnswer(reference);
        var worst = 0f;
        for (var i = 0; i < answer.Length; i++)
            worst = float.Max(worst, float.Abs(answer[i] - expected[i]));
        if (!(worst <= GpuTolerance))
        {
            throw new ColorizerException(
                ExitCode.Failed,
                $"The device {network.Device.Device} colors wrongly: its answer is {worst:F1} off the processor's, "
                + $"allowed is {GpuTolerance}: update its driver, or use --device cpu.");
        }
    }

    private float[] FirstAnswer(OnnxColorNetwork network)
    {
        var side = 2 * bundle.Stride;
        var answer = new float[2 * (side / bundle.AnswerScale) * (side / bundle.AnswerScale)];
        var embedding = new float[bundle.EmbeddingLength];
        if (bundle.EmbeddingLength > 0)
            network.Embed(Ramp(bundle.GlobalSize), embedding);
        network.Colorize(1, side, side, Ramp(side), embedding, answer);
        network.ForgetBindings();
        return answer;
    }

    private static float[] Ramp(int side)
    {
        var lightness = new float[side * side];
        for (var i = 0; i < lightness.Length; i++)
            lightness[i] = (i * 37 + i / side * 11) % 100;
        return lightness;
    }

    private Precision DefaultPrecision(DeviceChoice device) => device.Kind == DeviceKind.Cpu
        ? bundle.CpuPrecision
        : bundle.Fusion.ContainsKey(Precision.Fp16) ? Precision.Fp16 : Precision.Fp32;

    private string Known() => string.Join(", ", bundle.Fusion.Keys.Order().Select(Text));

    private static string Text(Precision precision) => precision.ToString().ToLowerInvariant();
}
