using Prometheus;

namespace StreamColorizer.Core.Pipeline;

/// <summary>How full the queues are, over all walks of this process.</summary>
internal static class QueueMetrics
{
    private static readonly Gauge s_length = Metrics.CreateGauge(
        "streamcolorizer_queue_length", "Frames or batches that wait before a stage, all walks together.", "stage");

    private static readonly Gauge s_capacity = Metrics.CreateGauge(
        "streamcolorizer_queue_capacity", "Frames or batches that can wait before a stage.", "stage");

    /// <summary>Looks at the queues of these walks.</summary>
    public static void Update(IEnumerable<PipelineProgress> walks)
    {
        foreach (var queue in walks.SelectMany(walk => walk.Queues()).GroupBy(fill => fill.Name))
        {
            s_length.WithLabels(queue.Key).Set(queue.Sum(fill => fill.Count));
            s_capacity.WithLabels(queue.Key).Set(queue.Sum(fill => fill.Capacity));
        }
    }
}
