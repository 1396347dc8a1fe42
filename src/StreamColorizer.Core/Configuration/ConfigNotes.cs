using YamlDotNet.RepresentationModel;

namespace StreamColorizer.Core.Configuration;

/// <summary>What is noted while a configuration is read: its faults, and which keys the program knows.</summary>
internal sealed class ConfigNotes
{
    private readonly List<(long Line, ConfigFault Fault)> _faults = [];

    /// <summary>Environment variables that took the place of nodes.</summary>
    public Dictionary<YamlNode, string> Overridden { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Every key that was asked for, as <c>feeds.name</c>: list indices left out.</summary>
    public SortedSet<string> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>Environment variables that were read.</summary>
    public HashSet<string> Variables { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<ConfigFault> Faults => [.. _faults.OrderBy(entry => entry.Line).Select(entry => entry.Fault)];

    public void Add(YamlNode? node, string sentence)
    {
        if (node is not null && Overridden.TryGetValue(node, out var variable))
            _faults.Add((long.MaxValue, new ConfigFault($"environment variable {variable}", sentence)));
        else
            AddAt(node?.Start.Line ?? 1, sentence);
    }

    public void AddAt(long line, string sentence) => _faults.Add((line, new ConfigFault($"line {line}", sentence)));

    public void AddVariable(string variable, string sentence) =>
        _faults.Add((long.MaxValue, new ConfigFault($"environment variable {variable}", sentence)));
}
