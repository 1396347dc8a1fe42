using Prometheus;

namespace StreamColorizer.Media.Live;

/// <summary>Counts reads within OpenCV that did not come back when they had to. Nothing can end them but the process's end.</summary>
internal sealed class AbandonedReads
{
    private static readonly Gauge s_now = Metrics.CreateGauge(
        "streamcolorizer_abandoned_reads", "Reads within OpenCV that were given up and have not come back.");

    private int _count;

    /// <summary>Makes the series.</summary>
    public AbandonedReads() => s_now.Set(0);

    /// <summary>Reads that are missing now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Counts a read until it comes back after all.</summary>
    public void Add(Task read)
    {
        s_now.Set(Interlocked.Increment(ref _count));
        read.ContinueWith(
            _ => s_now.Set(Interlocked.Decrement(ref _count)), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
