using System.Collections;
using YamlDotNet.RepresentationModel;

namespace StreamColorizer.Core.Configuration;

/// <summary>
/// Lets environment variables take the place of keys: <c>STREAMCOLORIZER__HTTP__PORT=9000</c> is <c>http.port</c>,
/// <c>STREAMCOLORIZER__FEEDS__yard__SOURCE</c> the source of the feed named yard (or <c>FEEDS__0</c>, the first).
/// Case does not matter; in names, <c>-</c> may be written <c>_</c>.
/// </summary>
internal static class EnvironmentOverrides
{
    public const string Prefix = "STREAMCOLORIZER__";

    public static void Apply(YamlMappingNode root, IDictionary environment, ConfigNotes notes)
    {
        var names = environment.Keys.Cast<string>().Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));
        notes.Variables.UnionWith(names);
        foreach (var name in names.Order(StringComparer.Ordinal))
            Apply(root, name, name[Prefix.Length..].Split("__"), (string?)environment[name] ?? "", notes);
    }

    private static void Apply(YamlMappingNode root, string variable, string[] path, string value, ConfigNotes notes)
    {
        YamlNode? place = root;
        foreach (var step in path[..^1])
            place = Child(place, step);
        if (place is not YamlMappingNode map)
        {
            notes.AddVariable(variable, "names a feed or list entry that the file does not have: use its name or its number from 0.");
            return;
        }

        var scalar = new YamlScalarNode(value);
        notes.Overridden[scalar] = variable;
        var key = Key(map, path[^1]) ?? new YamlScalarNode(ConfigKeys.Spelling(path[^1]));
        map.Children[key] = scalar;
    }

    private static YamlNode? Child(YamlNode? node, string step) => node switch
    {
        YamlMappingNode map when Key(map, step) is { } key => map.Children[key],
        YamlMappingNode map when ConfigKeys.IsMap(step) => Added(map, step),
        YamlSequenceNode list when int.TryParse(step, out var index) => index >= 0 && index < list.Children.Count ? list[index] : null,
        YamlSequenceNode list => list.FirstOrDefault(item => Named(item, step)),
        _ => null,
    };

    private static YamlMappingNode Added(YamlMappingNode map, string step)
    {
        var made = new YamlMappingNode();
        map.Add(ConfigKeys.Spelling(step), made);
        return made;
    }

    private static YamlNode? Key(YamlMappingNode map, string step) =>
        map.Children.Keys.FirstOrDefault(key => key is YamlScalarNode { Value: { } word } && Same(word, step));

    private static bool Named(YamlNode item, string step) =>
        item is YamlMappingNode map && map.Children.TryGetValue("name", out var name)
        && name is YamlScalarNode { Value: { } word } && Same(word, step);

    private static bool Same(string a, string b) =>
        string.Equals(a.Replace('-', '_'), b.Replace('-', '_'), StringComparison.OrdinalIgnoreCase);
}
