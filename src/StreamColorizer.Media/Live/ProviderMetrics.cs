using Prometheus;
using StreamColorizer.Media.Inference;

namespace StreamColorizer.Media.Live;

/// <summary>What the networks run on.</summary>
internal static class ProviderMetrics
{
    private static readonly Gauge s_provider = Metrics.CreateGauge(
        "streamcolorizer_inference_provider_info", "1 for each network that is loaded, and what it runs on.", "model", "provider");

    private static readonly Counter s_fallbacks = Metrics.CreateCounter(
        "streamcolorizer_provider_fallbacks_total", "Networks that run on the processor although the machine has a GPU.", "from", "to");

    /// <summary>Told each network that was opened.</summary>
    public static void Opened(DeviceChoice asked, OnnxColorNetwork network)
    {
        var fallbacks = s_fallbacks.WithLabels("gpu", "cpu");
        s_provider.WithLabels(network.Facts.Name, network.Device.Device.ToString()).Set(1);
        if (asked.Kind == DeviceKind.Auto && network.Device.Device.Kind == DeviceKind.Cpu && HasGpu)
            fallbacks.Inc();
    }

    private static bool HasGpu =>
        File.Exists("/dev/nvidia0") || (Directory.Exists("/dev/dri") && Directory.EnumerateFiles("/dev/dri", "renderD*").Any());
}
