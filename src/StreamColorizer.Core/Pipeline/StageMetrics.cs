using Prometheus;

namespace StreamColorizer.Core.Pipeline;

/// <summary>What one stage's time went to, over all walks of this process.</summary>
/// <param name="stage">The stage, as reports show it.</param>
internal sealed class StageMetrics(string stage)
{
    // Boundaries at the time of one frame at 60, 40, 30, 25, 20 and 15 a second.
    private static readonly double[] s_buckets = [.001, .002, .005, .01, .0167, .025, .0333, .04, .05, .0667, .1, .25, .5, 1, 2.5];

    private static readonly Histogram s_duration = Metrics.CreateHistogram(
        "streamcolorizer_stage_duration_seconds", "Time that a stage worked on a frame or batch, waits not counted.", ["stage"],
        new HistogramConfiguration { Buckets = s_buckets });

    private static readonly Histogram s_wait = Metrics.CreateHistogram(
        "streamcolorizer_queue_wait_seconds", "Time that a frame or batch waited until a stage took it.", ["stage"],
        new HistogramConfiguration { Buckets = s_buckets });

    private static readonly Counter s_starved = Metrics.CreateCounter(
        "streamcolorizer_stage_starved_seconds_total", "Time that a stage waited for input.", "stage");

    private static readonly Counter s_blocked = Metrics.CreateCounter(
        "streamcolorizer_stage_blocked_seconds_total", "Time that a stage waited for room in the next queue.", "stage");

    /// <summary>Work on one frame or batch, seconds.</summary>
    public IHistogram Duration { get; } = s_duration.WithLabels(stage);

    /// <summary>Wait of one frame or batch before the stage, seconds.</summary>
    public IHistogram Wait { get; } = s_wait.WithLabels(stage);

    /// <summary>The stage's own wait for input, seconds.</summary>
    public ICounter Starved { get; } = s_starved.WithLabels(stage);

    /// <summary>The stage's own wait for room in the next queue, seconds.</summary>
    public ICounter Blocked { get; } = s_blocked.WithLabels(stage);
}
