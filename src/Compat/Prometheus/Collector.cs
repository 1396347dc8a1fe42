using System.Text;
using System.Text.RegularExpressions;

namespace Prometheus;

/// <summary>A metric with its name, help and label names.</summary>
public abstract partial class Collector
{
    private const string NamePattern = "^[a-zA-Z_:][a-zA-Z0-9_:]*$";

    private protected Collector(string name, string help, string[] labelNames)
    {
        Name = Valid(name, "Metric");
        Help = help;
        LabelNames = [.. labelNames];
        foreach (var label in LabelNames)
        {
            if (Valid(label, "Label").StartsWith("__", StringComparison.Ordinal))
                throw new ArgumentException($"Label name '{label}' is reserved: it begins with two underscores.");
        }

        if (LabelNames.Distinct(StringComparer.Ordinal).Count() != LabelNames.Length)
            throw new InvalidOperationException($"Metric '{name}' has a label name twice: {string.Join(", ", LabelNames)}.");
    }

    /// <summary>The metric's name.</summary>
    public string Name { get; }

    /// <summary>What it means, for people.</summary>
    public string Help { get; }

    /// <summary>Names of its labels.</summary>
    public string[] LabelNames { get; }

    internal abstract void Write(StringBuilder text, string staticLabels);

    internal abstract void Remove(string[] labelValues);

    private static string Valid(string name, string what) => NameRegex().IsMatch(name)
        ? name
        : throw new ArgumentException($"{what} name '{name}' does not match regex '{NamePattern}'.");

    [GeneratedRegex(NamePattern)]
    private static partial Regex NameRegex();
}
