namespace Prometheus;

/// <summary>Where metrics are made.</summary>
public static class Metrics
{
    static Metrics()
    {
        DefaultRegistry = NewCustomRegistry();
        DefaultFactory = WithCustomRegistry(DefaultRegistry);
        DefaultRegistry.BeforeFirstCollect(() => DotNetStats.Register(DefaultRegistry));
    }

    /// <summary>The registry of metrics that name no other.</summary>
    public static CollectorRegistry DefaultRegistry { get; }

    private static MetricFactory DefaultFactory { get; }

    /// <summary>An empty registry.</summary>
    public static CollectorRegistry NewCustomRegistry() => new();

    /// <summary>A factory for a registry of one's own.</summary>
    public static MetricFactory WithCustomRegistry(CollectorRegistry registry) => new(registry);

    /// <summary>Leaves the process and runtime figures out of the default registry; called before its first export.</summary>
    public static void SuppressDefaultMetrics() => DefaultRegistry.BeforeFirstCollect(null);

    /// <inheritdoc cref="MetricFactory.CreateCounter(string, string, CounterConfiguration?)" />
    public static Counter CreateCounter(string name, string help, CounterConfiguration? configuration = null) =>
        DefaultFactory.CreateCounter(name, help, configuration);

    /// <inheritdoc cref="MetricFactory.CreateCounter(string, string, string[], CounterConfiguration?)" />
    public static Counter CreateCounter(
        string name, string help, string[] labelNames, CounterConfiguration? configuration = null) =>
        DefaultFactory.CreateCounter(name, help, labelNames, configuration);

    /// <inheritdoc cref="MetricFactory.CreateCounter(string, string, string[])" />
    public static Counter CreateCounter(string name, string help, params string[] labelNames) =>
        DefaultFactory.CreateCounter(name, help, labelNames);

    /// <inheritdoc cref="MetricFactory.CreateGauge(string, string, GaugeConfiguration?)" />
    public static Gauge CreateGauge(string name, string help, GaugeConfiguration? configuration = null) =>
        DefaultFactory.CreateGauge(name, help, configuration);

    /// <inheritdoc cref="MetricFactory.CreateGauge(string, string, string[], GaugeConfiguration?)" />
    public static Gauge CreateGauge(
        string name, string help, string[] labelNames, GaugeConfiguration? configuration = null) =>
        DefaultFactory.CreateGauge(name, help, labelNames, configuration);

    /// <inheritdoc cref="MetricFactory.CreateGauge(string, string, string[])" />
    public static Gauge CreateGauge(string name, string help, params string[] labelNames) =>
        DefaultFactory.CreateGauge(name, help, labelNames);

    /// <inheritdoc cref="MetricFactory.CreateHistogram(string, string, HistogramConfiguration?)" />
    public static Histogram CreateHistogram(string name, string help, HistogramConfiguration? configuration = null) =>
        DefaultFactory.CreateHistogram(name, help, configuration);

    /// <inheritdoc cref="MetricFactory.CreateHistogram(string, string, string[], HistogramConfiguration?)" />
    public static Histogram CreateHistogram(
        string name, string help, string[] labelNames, HistogramConfiguration? configuration = null) =>
        DefaultFactory.CreateHistogram(name, help, labelNames, configuration);

    /// <inheritdoc cref="MetricFactory.CreateHistogram(string, string, string[])" />
    public static Histogram CreateHistogram(string name, string help, params string[] labelNames) =>
        DefaultFactory.CreateHistogram(name, help, labelNames);
}
