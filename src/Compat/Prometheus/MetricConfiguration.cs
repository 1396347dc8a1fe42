namespace Prometheus;

/// <summary>What all metrics can be told.</summary>
public abstract class MetricConfiguration
{
    /// <summary>Names of the labels; null for none.</summary>
    public string[]? LabelNames { get; set; }

    /// <summary>True: a series is exported only once it has a value of its own.</summary>
    public bool SuppressInitialValue { get; set; }
}

/// <summary>Options of a counter.</summary>
public sealed class CounterConfiguration : MetricConfiguration;

/// <summary>Options of a gauge.</summary>
public sealed class GaugeConfiguration : MetricConfiguration;

/// <summary>Options of a histogram.</summary>
public sealed class HistogramConfiguration : MetricConfiguration
{
    /// <summary>Upper bounds, increasing; +Inf is added. Null for the defaults, .005 to 10 s.</summary>
    public double[]? Buckets { get; set; }
}
