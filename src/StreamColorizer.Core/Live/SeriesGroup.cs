using Prometheus;

namespace StreamColorizer.Core.Live;

/// <summary>Series that have their labels in common, are there from the start, and end together.</summary>
internal sealed class SeriesGroup(params (string Name, string Value)[] labels) : IDisposable
{
    private readonly List<ChildBase> _made = [];
    private readonly string[] _names = [.. labels.Select(label => label.Name)];
    private readonly string[] _values = [.. labels.Select(label => label.Value)];

    public ICounter Counter(string name, string help) => Keep(Metrics.CreateCounter(name, help, _names).WithLabels(_values));

    /// <summary>One counter for each value of a further label.</summary>
    public Dictionary<T, ICounter> Counters<T>(string name, string help, string label)
        where T : struct, Enum
    {
        var counter = Metrics.CreateCounter(name, help, [.. _names, label]);
        return Enum.GetValues<T>().ToDictionary(value => value, ICounter (value) => Keep(counter.WithLabels([.. _values, Label(value)])));
    }

    /// <summary>One gauge for each value of a further label.</summary>
    public Dictionary<T, IGauge> Gauges<T>(string name, string help, string label)
        where T : struct, Enum
    {
        var gauge = Metrics.CreateGauge(name, help, [.. _names, label]);
        return Enum.GetValues<T>().ToDictionary(value => value, IGauge (value) => Keep(gauge.WithLabels([.. _values, Label(value)])));
    }

    public IGauge Gauge(string name, string help) => Keep(Metrics.CreateGauge(name, help, _names).WithLabels(_values));

    public IHistogram Histogram(string name, string help, double[] buckets) => Keep(
        Metrics.CreateHistogram(name, help, _names, new HistogramConfiguration { Buckets = buckets }).WithLabels(_values));

    public void Dispose() => _made.ForEach(series => series.Remove());

    // An enum's value as a label: intake_full.
    private static string Label<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private T Keep<T>(T series)
        where T : ChildBase
    {
        _made.Add(series);
        return series;
    }
}
