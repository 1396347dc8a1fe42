using Prometheus;

namespace StreamColorizer.Core.Live;

/// <summary>Metrics of the networks that feeds share.</summary>
internal static class NetworkMetrics
{
    private static readonly Counter s_batches = Metrics.CreateCounter(
        "streamcolorizer_inference_batches_total", "Batches that the networks answered.");

    private static readonly Counter s_batchFrames = Metrics.CreateCounter(
        "streamcolorizer_inference_batch_frames_total", "Frames in these batches.");

    private static readonly Gauge s_waiting = Metrics.CreateGauge(
        "streamcolorizer_inference_waiting", "Questions that wait for a network now.");

    public static void BatchDone(int frames)
    {
        s_batches.Inc();
        s_batchFrames.Inc(frames);
    }

    public static void Update(IEnumerable<SharedNetwork> networks) => s_waiting.Set(networks.Sum(network => network.Waiting));
}
