using System.Collections.Concurrent;
using System.Text;

namespace Prometheus;

/// <summary>A metric and its series, one for each set of label values.</summary>
/// <typeparam name="TChild">Type of a series.</typeparam>
public abstract class Collector<TChild> : Collector
    where TChild : ChildBase
{
    private readonly ConcurrentDictionary<string, TChild> _children = new(StringComparer.Ordinal);
    private readonly bool _suppressInitialValue;

    private protected Collector(string name, string help, string[] labelNames, bool suppressInitialValue)
        : base(name, help, labelNames) => _suppressInitialValue = suppressInitialValue;

    private protected TChild Unlabelled => LabelNames.Length == 0
        ? WithLabels()
        : throw new InvalidOperationException($"Metric '{Name}' has labels: call WithLabels first.");

    private protected abstract string TypeName { get; }

    /// <summary>The series with these label values, made when first asked for.</summary>
    /// <exception cref="ArgumentException">Not as many values as there are label names.</exception>
    public TChild WithLabels(params string[] labelValues)
    {
        if (labelValues.Length != LabelNames.Length)
            throw new ArgumentException($"Metric '{Name}' has {LabelNames.Length} labels, not {labelValues.Length}.");

        return _children.GetOrAdd(Key(labelValues), static (_, made) => made.Parent.Make(made.Values), (Parent: this, Values: labelValues));
    }

    /// <summary>Ends the series with these label values: it is no longer exported.</summary>
    public void RemoveLabelled(params string[] labelValues) => Remove(labelValues);

    /// <summary>Label values of all series.</summary>
    public IEnumerable<string[]> GetAllLabelValues() =>
        _children.Values.Where(child => child.LabelValues.Length > 0).Select(child => (string[])child.LabelValues.Clone());

    internal override void Remove(string[] labelValues) => _children.TryRemove(Key(labelValues), out _);

    internal override void Write(StringBuilder text, string staticLabels)
    {
        if (LabelNames.Length == 0)
            WithLabels();
        text.Append("# HELP ").Append(Name).Append(' ').Append(TextFormat.EscapedHelp(Help)).Append('\n');
        text.Append("# TYPE ").Append(Name).Append(' ').Append(TypeName).Append('\n');
        foreach (var child in _children.Values)
        {
            if (child.Published)
                child.Write(text, TextFormat.Labels(LabelNames, child.LabelValues, staticLabels));
        }
    }

    private protected abstract TChild NewChild(string[] labelValues);

    private static string Key(string[] labelValues) => string.Join('\u001f', labelValues);

    private TChild Make(string[] labelValues)
    {
        var child = NewChild((string[])labelValues.Clone());
        if (!_suppressInitialValue)
            child.Publish();
        return child;
    }
}
