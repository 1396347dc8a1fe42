using System.Diagnostics;
using System.Globalization;
using StreamColorizer.Core.Color;
using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Inference;

namespace StreamColorizer.Benchmarks;

/// <summary>(f) the fusion graph on a GPU: through CUDA and through WebGPU, next to PyTorch in fp16 and channels last.</summary>
internal static class Gpu
{
    private const int Batch = 8;
    private const int Seconds = 5;

    public static void Run(Bench bench)
    {
        var bundle = Bundle.Read(bench.Bundle);
        var size = BareNetwork.Size(bundle);
        Bench.Say($"(f) the fusion graph on {size.Width}x{size.Height}, {Batch} frames at once, what is read and written in main memory");
        var torch = Torch(bench, size);
        foreach (var device in new[] { DeviceKind.Cuda, DeviceKind.WebGpu })
            Say(bundle, size, device, torch);
    }

    private static double? Torch(Bench bench, NetworkSize size)
    {
        try
        {
            var script = Path.Combine(Bench.Root, "tests", "Benchmarks", "torch_fusion.py");
            var measured = Measured.Run(new("/usr/bin/python3", script, bench.Bundle,
                Bench.Text(Batch), Bench.Text(size.Height), Bench.Text(size.Width), Bench.Text(Seconds)));
            var rate = double.Parse(measured.Output, CultureInfo.InvariantCulture);
            Bench.Say($"    PyTorch, fp16, channels last: {rate:F0} frames a second");
            return rate;
        }
        catch (InvalidOperationException fault)
        {
            Bench.Say($"    PyTorch, fp16, channels last: not measured. {fault.Message.Trim()}");
            return null;
        }
    }

    private static void Say(Bundle bundle, NetworkSize size, DeviceKind device, double? torch)
    {
        var name = new DeviceChoice(device).ToString();
        try
        {
            using var network = BareNetwork.Open(bundle, device);
            var colorize = BareNetwork.Colorizing(network, bundle, size, Batch);
            Rate(colorize, Seconds / 2.0);
            var rate = Rate(colorize, Seconds);
            Bench.Say($"    {name}, {network.Device.Precision}: {rate:F0} frames a second" + (torch is { } other ? $", {rate / other:F2} of PyTorch's" : ""));
        }
        catch (ColorizerException fault)
        {
            Bench.Say($"    {name}: not measured. {fault.Message}");
        }
    }

    // Frames in a second; a first span settles what a device prepares for a new size.
    private static double Rate(Action batch, double seconds)
    {
        var (runs, watch) = (0, Stopwatch.StartNew());
        do
        {
            batch();
            runs++;
        }
        while (watch.Elapsed.TotalSeconds < seconds);
        return Batch * runs / watch.Elapsed.TotalSeconds;
    }
}
