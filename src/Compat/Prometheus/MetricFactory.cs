namespace Prometheus;

/// <summary>Makes metrics in one registry. The same name and type again returns the metric that is there.</summary>
public sealed class MetricFactory
{
    private readonly CollectorRegistry _registry;

    internal MetricFactory(CollectorRegistry registry) => _registry = registry;

    /// <summary>A counter, its labels in the configuration.</summary>
    public Counter CreateCounter(string name, string help, CounterConfiguration? configuration = null) =>
        CreateCounter(name, help, configuration?.LabelNames ?? [], configuration);

    /// <summary>A counter with labels.</summary>
    public Counter CreateCounter(string name, string help, string[] labelNames, CounterConfiguration? configuration = null) =>
        _registry.GetOrAdd(new Counter(name, help, labelNames, configuration?.SuppressInitialValue ?? false));

    /// <summary>A counter with labels.</summary>
    public Counter CreateCounter(string name, string help, params string[] labelNames) =>
        CreateCounter(name, help, labelNames, null);

    /// <summary>A gauge, its labels in the configuration.</summary>
    public Gauge CreateGauge(string name, string help, GaugeConfiguration? configuration = null) =>
        CreateGauge(name, help, configuration?.LabelNames ?? [], configuration);

    /// <summary>A gauge with labels.</summary>
    public Gauge CreateGauge(string name, string help, string[] labelNames, GaugeConfiguration? configuration = null) =>
        _registry.GetOrAdd(new Gauge(name, help, labelNames, configuration?.SuppressInitialValue ?? false));

    /// <summary>A gauge with labels.</summary>
    public Gauge CreateGauge(string name, string help, params string[] labelNames) => CreateGauge(name, help, labelNames, null);

    /// <summary>A histogram, its labels in the configuration.</summary>
    public Histogram CreateHistogram(string name, string help, HistogramConfiguration? configuration = null) =>
        CreateHistogram(name, help, configuration?.LabelNames ?? [], configuration);

    /// <summary>A histogram with labels.</summary>
    public Histogram CreateHistogram(string name, string help, string[] labelNames, HistogramConfiguration? configuration = null) =>
        _registry.GetOrAdd(new Histogram(
            name, help, labelNames, configuration?.SuppressInitialValue ?? false, configuration?.Buckets));

    /// <summary>A histogram with labels.</summary>
    public Histogram CreateHistogram(string name, string help, params string[] labelNames) =>
        CreateHistogram(name, help, labelNames, null);
}
