using System.Text.RegularExpressions;

namespace StreamColorizer.Core.Configuration;

/// <summary>When a feed is colored.</summary>
public enum ColorizeMode
{
    /// <summary>Passed through while the camera shows color, colored while it does not.</summary>
    Auto,

    /// <summary>Always colored.</summary>
    Always,

    /// <summary>Always passed through.</summary>
    Never,
}

/// <summary>Who decodes a feed.</summary>
public enum FeedDecoder
{
    /// <summary>ffmpeg where it is installed, OpenCV for camera devices and elsewhere.</summary>
    Auto,

    /// <summary>A child of ffmpeg's: luma exact to the bit.</summary>
    Ffmpeg,

    /// <summary>OpenCV within this process: luma near the camera's, without sound.</summary>
    OpenCv,
}

/// <summary>How RTSP carries the picture.</summary>
public enum FeedTransport
{
    /// <summary>Over the RTSP connection: nothing is lost.</summary>
    Tcp,

    /// <summary>Datagrams: lower latency on a good network, damage on a bad one.</summary>
    Udp,
}

/// <summary>One live source and what is made of it.</summary>
public sealed partial record FeedConfig
{
    private static readonly string[] s_schemes = ["rtsp", "rtsps", "http", "https"];

    /// <summary>Name: label of metrics, part of paths.</summary>
    public required string Name { get; init; }

    /// <summary>Where the picture comes from.</summary>
    public required FeedUrl Source { get; init; }

    /// <summary>Who decodes.</summary>
    public required FeedDecoder Decoder { get; init; }

    /// <summary>How RTSP carries the picture.</summary>
    public required FeedTransport Transport { get; init; }

    /// <summary>How long RTSP packets may wait for late ones (UDP); larger survives worse networks, smaller is faster.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>True: a file begins again at its end.</summary>
    public required bool Loop { get; init; }

    /// <summary>True: the service is not ready while this feed is down.</summary>
    public required bool Required { get; init; }

    /// <summary>When the feed is colored.</summary>
    public required ColorizeMode Colorize { get; init; }

    /// <summary>Bundle: a name or a folder; empty for the service's.</summary>
    public required string Model { get; init; }

    /// <summary>Short side that the network sees, in pixels; 0 for the bundle's.</summary>
    public required int Size { get; init; }

    /// <summary>Factor on the network's colors; 0 for the bundle's.</summary>
    public required double Saturation { get; init; }

    /// <summary>Picture whose mood the colors follow; empty for none.</summary>
    public required string Reference { get; init; }

    /// <summary>Largest picture that is taken, in pixels.</summary>
    public required int MaxWidth { get; init; }

    /// <summary>Largest picture that is taken, in pixels.</summary>
    public required int MaxHeight { get; init; }

    /// <summary>Frames a second that are taken at the most; more are dropped.</summary>
    public required double MaxRate { get; init; }

    /// <summary>Time for a connection to give its first picture.</summary>
    public required TimeSpan ConnectTimeout { get; init; }

    /// <summary>Time without a new picture after which a connection is abandoned.</summary>
    public required TimeSpan StallTimeout { get; init; }

    /// <summary>Time from a decoded frame to its color; a frame that has none by then goes out gray.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>True: a label in the picture says that the colors are estimated.</summary>
    public required bool Mark { get; init; }

    /// <summary>How the feed is encoded.</summary>
    public required EncoderConfig Encoder { get; init; }

    /// <summary>Where the colored feed goes.</summary>
    public required EquatableList<SinkConfig> Sinks { get; init; }

    /// <summary>True for a file on this machine; false for URLs and devices.</summary>
    public bool IsFile => Source.Scheme.Length == 0 && !IsDevice;

    /// <summary>True for a camera of this machine's, such as /dev/video0.</summary>
    public bool IsDevice => Source.Scheme.Length == 0 && Source.Secret.StartsWith("/dev/", StringComparison.Ordinal);

    internal static FeedConfig Read(ConfigMap map)
    {
        var feed = new FeedConfig
        {
            Name = map.RequiredText("name", "a short name for logs, metrics and folders, such as 'yard'"),
            Source = new FeedUrl(map.RequiredText("source", "an address such as rtsp://camera/stream, a camera such as /dev/video0, or a file")),
            Decoder = map.Choice("decoder", FeedDecoder.Auto),
            Transport = map.Choice("transport", FeedTransport.Tcp),
            Latency = map.Duration("latency", TimeSpan.FromMilliseconds(500), TimeSpan.Zero, TimeSpan.FromSeconds(10)),
            Loop = map.Flag("loop", false),
            Required = map.Flag("required", false),
            Colorize = map.Choice("colorize", ColorizeMode.Auto),
            Model = map.Text("model", ""),
            Size = map.Whole("size", 0, 0, 2048),
            Saturation = map.Number("saturation", 0, 0, 4),
            Reference = map.Text("reference", ""),
            MaxWidth = map.Whole("maxWidth", 1920, 16, 16384),
            MaxHeight = map.Whole("maxHeight", 1080, 16, 16384),
            MaxRate = map.Number("maxRate", 30, 0.1, 240),
            ConnectTimeout = map.Duration("connectTimeout", TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)),
            StallTimeout = map.Duration("stallTimeout", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            Deadline = map.Duration("deadline", TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(10)),
            Mark = map.Flag("mark", true),
            Encoder = EncoderConfig.Read(map.Map("encoder")),
            Sinks = [.. map.Maps("sinks").Select(SinkConfig.Read)],
        };
        feed.TellFaults(map);
        map.Done();
        return feed;
    }

    private void TellFaults(ConfigMap map)
    {
        if (Name.Length > 0 && !NamePattern().IsMatch(Name))
            map.Fault("name", $" is '{Name}'; it must be 1 to 63 of a-z, 0-9, - and _, and begin with a letter or digit.");
        if (Source.Scheme.Length > 0 && !s_schemes.Contains(Source.Scheme))
            map.Fault("source", $" is '{Source}'; its scheme must be one of {string.Join(", ", s_schemes)}, "
                + "or it is the path of a file or camera device.");
        if (Decoder == FeedDecoder.Ffmpeg && IsDevice)
            map.Fault("decoder", $" is ffmpeg, but '{Source}' is a camera device, which OpenCV reads: leave the key out.");
        if (Decoder == FeedDecoder.OpenCv && Transport == FeedTransport.Udp)
            map.Fault("transport", " is udp, but decoder is opencv, which reads RTSP over tcp alone: leave out one of the two.");
        if ((Decoder == FeedDecoder.OpenCv || IsDevice) && Sinks.Any(sink => sink.Original))
            map.Fault("sinks", ": original is on, but OpenCV reads this source and gives the pictures alone: leave original out.");
        if (Size is > 0 and < 16)
            map.Fault("size", $" is {Size}; it must be from 16 to 2048, or 0 for the bundle's own.");
        if (Loop && !IsFile)
            map.Fault("loop", $" is on, but the source '{Source}' is not a file: leave the key out.");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,62}$")]
    private static partial Regex NamePattern();
}
