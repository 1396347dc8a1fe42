using Prometheus;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>Metrics of the walk and the networks, all feeds together.</summary>
internal static class WalkMetrics
{
    private static readonly Gauge s_queue = Metrics.CreateGauge(
        "streamcolorizer_queue_length", "Frames or batches that wait before a stage, all feeds together.", "stage");

    private static readonly Gauge s_capacity = Metrics.CreateGauge(
        "streamcolorizer_queue_capacity", "Frames or batches that can wait before a stage.", "stage");

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

    /// <summary>Sums over the feeds.</summary>
    public static void Update(IEnumerable<PipelineProgress> feeds, IEnumerable<SharedNetwork> networks)
    {
        foreach (var queue in feeds.SelectMany(walk => walk.Queues()).GroupBy(fill => fill.Name))
        {
            s_queue.WithLabels(queue.Key).Set(queue.Sum(fill => fill.Count));
            s_capacity.WithLabels(queue.Key).Set(queue.Sum(fill => fill.Capacity));
        }

        s_waiting.Set(networks.Sum(network => network.Waiting));
    }
}
