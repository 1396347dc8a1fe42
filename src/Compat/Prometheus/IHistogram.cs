namespace Prometheus;

/// <summary>Observations counted in buckets.</summary>
public interface IHistogram : IObserver
{
    /// <summary>Notes the same observation <paramref name="count"/> times.</summary>
    void Observe(double val, long count);

    /// <summary>Sum of all observations.</summary>
    double Sum { get; }

    /// <summary>Number of observations.</summary>
    long Count { get; }
}
