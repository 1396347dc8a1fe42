namespace StreamColorizer.Core.Configuration;

/// <summary>Kinds of sinks.</summary>
public enum SinkKind
{
    /// <summary>Published to an RTSP server.</summary>
    Rtsp,

    /// <summary>An HLS playlist and its parts in a folder.</summary>
    Hls,

    /// <summary>Files of a fixed length in a folder.</summary>
    Recording,
}

/// <summary>Where a colored feed goes. Keys of other kinds than its own have their defaults.</summary>
public sealed record SinkConfig
{
    /// <summary>Kind of sink.</summary>
    public required SinkKind Kind { get; init; }

    /// <summary>RTSP address to publish to.</summary>
    public FeedUrl? Url { get; init; }

    /// <summary>True: the camera's sound goes along where the sink can hold its codec.</summary>
    public bool Sound { get; init; }

    /// <summary>True: the camera's own coded picture goes out beside the colored one.</summary>
    public bool Original { get; init; }

    /// <summary>Folder of an HLS playlist or of recordings.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Kind of file that recordings are.</summary>
    public RecordingContainer Container { get; init; }

    /// <summary>Length of a recording, or of a part of an HLS playlist.</summary>
    public TimeSpan Segment { get; init; }

    /// <summary>Parts that an HLS playlist lists.</summary>
    public int Parts { get; init; }

    /// <summary>Age at which recordings are deleted; 0 for never.</summary>
    public TimeSpan KeepFor { get; init; }

    /// <summary>Bytes of recordings above which the oldest go; 0 for no limit.</summary>
    public long KeepBytes { get; init; }

    /// <summary>Free bytes on the disk below which the oldest recordings go; 0 for no limit.</summary>
    public long KeepFree { get; init; }

    /// <summary>What two sinks must not share.</summary>
    internal IEnumerable<string> Targets => Kind != SinkKind.Rtsp ? Folder.Length == 0 ? [] : [Path.GetFullPath(Folder)]
        : Url is not { Secret.Length: > 0 } url ? []
        : Original ? [url.Secret, url.Original.Secret] : [url.Secret];

    /// <summary>For logs and the API, credentials masked.</summary>
    public override string ToString() => Kind == SinkKind.Rtsp ? $"rtsp {Url}" : $"{Kind.ToString().ToLowerInvariant()} {Folder}";

    internal static SinkConfig Read(ConfigMap map)
    {
        if (map.OptionalText("type") is null)
            map.RequiredText("type", "rtsp, hls or recording");
        var kind = map.Choice("type", SinkKind.Recording);
        var sink = kind switch
        {
            SinkKind.Rtsp => ReadRtsp(map),
            SinkKind.Hls => ReadHls(map),
            _ => ReadRecording(map),
        };
        map.Done();
        return sink;
    }

    private static SinkConfig ReadRtsp(ConfigMap map)
    {
        var url = new FeedUrl(map.RequiredText("url", "where to publish, such as rtsp://127.0.0.1:8554/yard"));
        if (url.Secret.Length > 0 && url.Scheme != "rtsp")
            map.Fault("url", $" is '{url}'; it must begin with rtsp://.");
        return new SinkConfig { Kind = SinkKind.Rtsp, Url = url, Sound = map.Flag("sound", true), Original = map.Flag("original", false) };
    }

    private static SinkConfig ReadHls(ConfigMap map) => new()
    {
        Kind = SinkKind.Hls,
        Folder = map.RequiredText("folder", "where the playlist is written"),
        Segment = map.Duration("segment", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)),
        Sound = map.Flag("sound", true),
        Original = map.Flag("original", false),
        Parts = map.Whole("parts", 6, 3, 1000),
    };

    private static SinkConfig ReadRecording(ConfigMap map) => new()
    {
        Kind = SinkKind.Recording,
        Folder = map.RequiredText("folder", "where recordings are written"),
        Segment = map.Duration("segment", TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(2), TimeSpan.FromHours(24)),
        Sound = map.Flag("sound", true),
        Original = map.Flag("original", false),
        Container = map.Choice("container", RecordingContainer.Auto),
        KeepFor = map.Duration("keepFor", TimeSpan.FromDays(7), TimeSpan.Zero, TimeSpan.FromDays(3650)),
        KeepBytes = map.Bytes("keepBytes", 0, 0, 1L << 50),
        KeepFree = map.Bytes("keepFree", 5L << 30, 0, 1L << 50),
    };
}
