using YamlDotNet.RepresentationModel;

namespace StreamColorizer.Core.Configuration;

/// <summary>The keys that the program knows, learned from the readers themselves.</summary>
internal static class ConfigKeys
{
    private static readonly Lazy<SortedSet<string>> s_all = new(Learn);

    /// <summary>Every key as a path without list indices: <c>feeds.sinks.url</c>.</summary>
    public static IReadOnlyCollection<string> All => s_all.Value;

    /// <summary>The key as the program spells it; unknown ones stay as they are.</summary>
    public static string Spelling(string key) =>
        s_all.Value.SelectMany(path => path.Split('.')).FirstOrDefault(word => string.Equals(word, key, StringComparison.OrdinalIgnoreCase)) ?? key;

    /// <summary>True for keys that hold further keys, lists apart.</summary>
    public static bool IsMap(string key) =>
        s_all.Value.Any(path => path.Split('.')[..^1].Contains(Spelling(key), StringComparer.Ordinal)) && Spelling(key) is not ("feeds" or "sinks");

    private static SortedSet<string> Learn()
    {
        var notes = new ConfigNotes();
        var yaml = new YamlStream();
        yaml.Load(new StringReader("feeds: [{sinks: [{type: rtsp}, {type: hls}, {type: recording}]}]"));
        ServiceConfig.Read(new ConfigMap(yaml.Documents[0].RootNode, "", notes));
        return notes.Known;
    }
}
