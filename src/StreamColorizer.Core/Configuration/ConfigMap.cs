using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace StreamColorizer.Core.Configuration;

/// <summary>
/// One mapping of a configuration file while it is read: typed values with their ranges. Faults are collected, never
/// thrown, and a faulty value reads as its default so that reading goes on. A key without a value counts as absent.
/// </summary>
internal sealed class ConfigMap
{
    private readonly Dictionary<string, YamlNode> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly ConfigNotes _notes;
    private readonly YamlNode? _node;

    public ConfigMap(YamlNode? node, string path, ConfigNotes notes)
    {
        (_node, _notes, Path) = (node, notes, path);
        switch (node)
        {
            case YamlMappingNode map:
                foreach (var (key, value) in map)
                {
                    if (key is YamlScalarNode { Value: { } word })
                        _nodes[word] = value;
                    else
                        notes.Add(
                            key, $"{(path.Length == 0 ? "The file" : path)} has a list or map in place of a key: a key is one word before a colon.");
                }

                break;
            case null or YamlScalarNode { Value: null or "" }:
                break;
            default:
                notes.Add(node, $"{(path.Length == 0 ? "The file" : path)} must be a list of 'key: value' lines.");
                break;
        }
    }

    public string Path { get; }

    public string? OptionalText(string key) => Scalar(key)?.Value;

    public string Text(string key, string byDefault) => Scalar(key)?.Value ?? byDefault;

    public string RequiredText(string key, string meaning)
    {
        if (Scalar(key) is { } scalar)
            return scalar.Value!;
        // What is there and wrong was told already.
        if (_nodes.GetValueOrDefault(key) is null or YamlScalarNode { Value: null or "" })
            Fault(key, $" is missing: {meaning}.");
        return "";
    }

    public int Whole(string key, int byDefault, int min, int max) => Value(
        key, byDefault, min, max,
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null,
        value => value.ToString(CultureInfo.InvariantCulture), "a whole number");

    public double Number(string key, double byDefault, double min, double max) => Value(
        key, byDefault, min, max,
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value : null,
        value => value.ToString(CultureInfo.InvariantCulture), "a number");

    public TimeSpan Duration(string key, TimeSpan byDefault, TimeSpan min, TimeSpan max) => Value(
        key, byDefault, min, max, text => Quantity.TryDuration(text, out var value) ? value : null, Quantity.Say,
        "a time with its unit, such as 500ms, 10s, 5m, 2h or 7d");

    public long Bytes(string key, long byDefault, long min, long max) => Value(
        key, byDefault, min, max, text => Quantity.TryBytes(text, out var value) ? value : null, Quantity.SayBytes,
        "a size with its unit, such as 500MB or 50GiB");

    public bool Flag(string key, bool byDefault) => Choice(key, byDefault, [("on", true), ("off", false), ("true", true), ("false", false)]);

    public TEnum Choice<TEnum>(string key, TEnum byDefault)
        where TEnum : struct, Enum =>
        Choice(key, byDefault, [.. Enum.GetValues<TEnum>().Select(value => (Say(value), value))]);

    public ConfigMap Map(string key)
    {
        Ask(key);
        return new ConfigMap(_nodes.GetValueOrDefault(key), Full(key), _notes);
    }

    public IReadOnlyList<ConfigMap> Maps(string key)
    {
        Ask(key);
        switch (_nodes.GetValueOrDefault(key))
        {
            case YamlSequenceNode list:
                return [.. list.Select((item, i) => new ConfigMap(item, $"{Full(key)}[{i}]", _notes))];
            case null or YamlScalarNode { Value: null or "" }:
                return [];
            case var other:
                _notes.Add(other, $"{Full(key)} must be a list: lines that begin with '-'.");
                return [];
        }
    }

    public void Fault(string key, string sentence) => _notes.Add(_nodes.GetValueOrDefault(key) ?? _node, $"{Full(key)}{sentence}");

    /// <summary>Called when everything was asked for: what is left is unknown.</summary>
    public void Done()
    {
        foreach (var (key, node) in _nodes)
        {
            if (_asked.Contains(key))
                continue;
            var cure = NearWord.Of(key, _asked) is { } near ? $"did you mean '{near}'?" : $"known here: {string.Join(", ", _asked)}.";
            _notes.Add(node, $"{Full(key)} is not a key of this program; {cure}");
        }
    }

    private static string Say<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();

    private T Choice<T>(string key, T byDefault, (string Word, T Value)[] choices)
    {
        if (Scalar(key) is not { } scalar)
            return byDefault;
        foreach (var (word, value) in choices)
        {
            if (string.Equals(word, scalar.Value, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        _notes.Add(scalar, $"{Full(key)} is '{scalar.Value}'; it must be one of {string.Join(", ", choices.Select(c => c.Word))}.");
        return byDefault;
    }

    private T Value<T>(string key, T byDefault, T min, T max, Func<string, T?> parse, Func<T, string> say, string kind)
        where T : struct, IComparable<T>
    {
        if (Scalar(key) is not { } scalar)
            return byDefault;
        if (parse(scalar.Value!) is not { } value)
            _notes.Add(scalar, $"{Full(key)} is '{scalar.Value}'; it must be {kind}, from {say(min)} to {say(max)} (default {say(byDefault)}).");
        else if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
            _notes.Add(scalar, $"{Full(key)} is {scalar.Value}; it must be from {say(min)} to {say(max)}: "
                + $"choose a value in between, or leave the key out for {say(byDefault)}.");
        else
            return value;
        return byDefault;
    }

    private YamlScalarNode? Scalar(string key)
    {
        Ask(key);
        switch (_nodes.GetValueOrDefault(key))
        {
            case YamlScalarNode { Value: { } value } scalar when value.Any(char.IsControl):
                _notes.Add(scalar, $"{Full(key)} holds a line break or another character that cannot be printed: write it on one line.");
                return null;
            case YamlScalarNode scalar:
                return string.IsNullOrEmpty(scalar.Value) ? null : scalar;
            case null:
                return null;
            case var other:
                _notes.Add(other, $"{Full(key)} must be a single value.");
                return null;
        }
    }

    private void Ask(string key)
    {
        _asked.Add(key);
        _notes.Known.Add(Pattern(Full(key)));
    }

    private string Full(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private static string Pattern(string path) => string.Concat(path.Split('[', ']').Where((_, i) => i % 2 == 0));
}
