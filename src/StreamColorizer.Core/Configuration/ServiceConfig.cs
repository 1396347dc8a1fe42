using System.Text.RegularExpressions;

namespace StreamColorizer.Core.Configuration;

/// <summary>The whole configuration of the service. configs/streamcolorizer.yaml explains each key.</summary>
public sealed partial record ServiceConfig
{
    /// <summary>The HTTP side.</summary>
    public required HttpConfig Http { get; init; }

    /// <summary>Bundle of feeds that name none: a name or a folder.</summary>
    public required string Model { get; init; }

    /// <summary>Where the network runs: <c>auto</c>, <c>cpu</c>, <c>webgpu[:n]</c>, <c>cuda[:n]</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Threads of the network on a CPU; 0 lets the machine's cores decide.</summary>
    public required int Threads { get; init; }

    /// <summary>Frames of all feeds that the network sees at once, at the most.</summary>
    public required int Batch { get; init; }

    /// <summary>How long a frame waits for others before its batch goes on incomplete.</summary>
    public required TimeSpan BatchAge { get; init; }

    /// <summary>Feeds that connect at the same time, at the most.</summary>
    public required int MaxOpening { get; init; }

    /// <summary>Reads within OpenCV that never came back, above which the service ends.</summary>
    public required int MaxAbandonedReads { get; init; }

    /// <summary>Time for recordings to be finished after SIGTERM.</summary>
    public required TimeSpan GraceTime { get; init; }

    /// <summary>The feeds, at least one, each name once.</summary>
    public required EquatableList<FeedConfig> Feeds { get; init; }

    internal static ServiceConfig Read(ConfigMap map)
    {
        var config = new ServiceConfig
        {
            Http = HttpConfig.Read(map.Map("http")),
            Model = map.Text("model", "fusion-s"),
            Device = map.Text("device", "auto"),
            Threads = map.Whole("threads", 0, 0, 1024),
            Batch = map.Whole("batch", 8, 1, 64),
            BatchAge = map.Duration("batchAge", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(35)),
            MaxOpening = map.Whole("maxOpening", 4, 1, 256),
            MaxAbandonedReads = map.Whole("maxAbandonedReads", 8, 0, 1000),
            GraceTime = map.Duration("graceTime", TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            Feeds = ReadFeeds(map),
        };
        if (!DevicePattern().IsMatch(config.Device))
            map.Fault("device", $" is '{config.Device}'; it must be auto, cpu, webgpu, webgpu:N, cuda or cuda:N.");
        map.Done();
        return config;
    }

    private static EquatableList<FeedConfig> ReadFeeds(ConfigMap map)
    {
        var maps = map.Maps("feeds");
        if (maps.Count == 0)
            map.Fault("feeds", " has no feed: add at least one, with a name and a source.");
        var feeds = maps.Select(FeedConfig.Read).ToArray();
        TellTwins(maps, feeds.Select(feed => feed.Name), "name", "feed names are labels of metrics and parts of paths");
        TellTwinTargets(feeds, map);
        return [.. feeds];
    }

    private static void TellTwins(IReadOnlyList<ConfigMap> maps, IEnumerable<string> values, string key, string why)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (map, value) in maps.Zip(values))
        {
            if (value.Length > 0 && !seen.Add(value))
                map.Fault(key, $" is '{value}', which another feed has: choose another, {why}.");
        }
    }

    // Two writers in one folder or on one path would destroy each other's output.
    private static void TellTwinTargets(FeedConfig[] feeds, ConfigMap map)
    {
        var targets = feeds.SelectMany(feed => feed.Sinks).SelectMany(sink => sink.Targets);
        foreach (var twin in targets.GroupBy(target => target).Where(group => group.Count() > 1))
            map.Fault("feeds", $": {twin.Count()} sinks write to '{new FeedUrl(twin.Key)}': give each its own folder or path.");
    }

    [GeneratedRegex("^(auto|cpu|(webgpu|cuda)(:[0-9]{1,3})?)$")]
    private static partial Regex DevicePattern();
}
