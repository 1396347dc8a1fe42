using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Prometheus;

/// <summary>A set of metrics that are exported together.</summary>
public sealed class CollectorRegistry
{
    private readonly ConcurrentDictionary<string, Collector> _collectors = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Func<CancellationToken, Task>> _beforeCollect = new();
    private Action? _beforeFirstCollect;
    private string _staticLabels = "";

    /// <summary>Called before each export, to bring gauges up to date. Callbacks may run at the same time.</summary>
    public void AddBeforeCollectCallback(Action callback) => _beforeCollect.Enqueue(_ =>
    {
        callback();
        return Task.CompletedTask;
    });

    /// <inheritdoc cref="AddBeforeCollectCallback(Action)" />
    public void AddBeforeCollectCallback(Func<CancellationToken, Task> callback) => _beforeCollect.Enqueue(callback);

    /// <summary>Labels that every series of this registry has; set once, before the first metric.</summary>
    public void SetStaticLabels(IDictionary<string, string> labels)
    {
        if (_staticLabels.Length > 0 || !_collectors.IsEmpty)
            throw new InvalidOperationException("Static labels are set once, before the first metric.");
        _staticLabels = TextFormat.Labels([.. labels.Keys], [.. labels.Values], "");
    }

    /// <summary>Writes all metrics in the text format 0.0.4.</summary>
    public async Task CollectAndExportAsTextAsync(Stream to, CancellationToken cancel = default)
    {
        Interlocked.Exchange(ref _beforeFirstCollect, null)?.Invoke();
        foreach (var callback in _beforeCollect)
            await RunAsync(callback, cancel);

        var text = new StringBuilder();
        foreach (var collector in _collectors.Values.OrderBy(collector => collector.Name, StringComparer.Ordinal))
            collector.Write(text, _staticLabels);
        await to.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel);
        await to.FlushAsync(cancel);
    }

    internal void BeforeFirstCollect(Action? action) => _beforeFirstCollect = action;

    internal T GetOrAdd<T>(T made)
        where T : Collector
    {
        var kept = _collectors.GetOrAdd(made.Name, made);
        if (kept is not T same)
            throw new InvalidOperationException($"A metric of another type has the name '{made.Name}'.");
        if (!same.LabelNames.SequenceEqual(made.LabelNames, StringComparer.Ordinal))
            throw new InvalidOperationException($"Metric '{made.Name}' exists with other labels.");
        return same;
    }

    private static async Task RunAsync(Func<CancellationToken, Task> callback, CancellationToken cancel)
    {
        try
        {
            await callback(cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // As in the original: one stale gauge must not cost the whole export.
            Trace.WriteLine($"Metrics before-collect callback failed: {fault}");
        }
    }
}
