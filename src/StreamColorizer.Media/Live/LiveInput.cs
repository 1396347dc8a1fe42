using System.Globalization;
using System.Text;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Live;

/// <summary>
/// How ffmpeg is told a feed's source. A network address may hold a password, and a command line is public to the
/// machine: addresses go through ffmpeg's stdin as an ffconcat list, with every input option inside it.
/// </summary>
internal static class LiveInput
{
    private const string GrayPlane = "extractplanes=y,format=gray";

    // Luma bit for bit; chroma bit for bit where it is 4:2:0, brought to 4:2:0 where it is not.
    private const string AllPlanes =
        "split[a][b];[a]" + GrayPlane + "[y];[b]format=yuv420p|yuvj420p,extractplanes=u+v[u][v];[y][u][v]mergeplanes=0x001020:yuv420p";

    /// <summary>ffmpeg's arguments. They hold no address of the network.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="side">Where the camera's own streams go, copied; null for nowhere.</param>
    public static IReadOnlyList<string> Arguments(FeedConfig feed, string? side) =>
    [
        "-nostdin", "-nostats", "-hide_banner", "-loglevel", "repeat+level+info", "-threads", "1",
        .. Input(feed), "-map", "0:V:0", "-autoscale", "0",
        "-filter_complex_threads", "1", "-filter_threads", "1", "-vf", feed.Colorize == ColorizeMode.Always ? GrayPlane : AllPlanes,
        "-fps_mode", "passthrough", "-enc_time_base", "-1", "-c:v", "rawvideo", .. Endless, "pipe:1", .. side is null ? [] : Side(side),
    ];

    // NUT that may go on for months: ffmpeg keeps each syncpoint and index entry that it writes.
    private static string[] Endless =>
        ["-map_metadata", "-1", "-flush_packets", "1", "-f_strict", "experimental", "-syncpoints", "none", "-write_index", "0", "-f", "nut"];

    // An output of its own, so that the picture never waits for sound. The coded picture is always in it: an output
    // without a stream would be an error. A packet goes out as soon as the next one is there.
    private static string[] Side(string place) =>
        ["-map", "0:V:0", "-map", "0:a:0?", "-c", "copy", "-max_interleave_delta", "1", .. Endless, place];

    /// <summary>What goes to ffmpeg's stdin; null for nothing.</summary>
    public static string? List(FeedConfig feed)
    {
        if (feed.IsFile)
            return null;
        var list = new StringBuilder("ffconcat version 1.0\nfile '").Append(feed.Source.Secret.Replace("'", "%27")).Append("'\n");
        foreach (var (option, value) in Options(feed))
            list.Append("option ").Append(option).Append(' ').Append(value).Append('\n');
        return list.ToString();
    }

    private static IEnumerable<string> Input(FeedConfig feed) => feed.IsFile
        ? ["-re", .. feed.Loop ? (string[])["-stream_loop", "-1"] : [], "-i", FfmpegTools.FileArgument(feed.Source.Secret)]
        :
        [
            "-protocol_whitelist", "file,pipe,fd,rtsp,rtp,udp,tcp,tls,http,https,httpproxy,crypto", "-f", "concat", "-safe", "0",
            "-i", "pipe:0",
        ];

    // Not nobuffer: ffmpeg would throw away what it looked at to know the stream, and with it the first key frame.
    private static IEnumerable<(string Option, string Value)> Options(FeedConfig feed)
    {
        // The worker's own watch decides; this ends a child that outlives it.
        var timeout = ((long)(4 * feed.StallTimeout.TotalSeconds * 1e6)).ToString(CultureInfo.InvariantCulture);
        yield return ("analyzeduration", "200000");
        yield return ("probesize", "500000");
        if (feed.Source.Scheme is "rtsp" or "rtsps")
        {
            yield return ("rtsp_transport", feed.Transport == FeedTransport.Tcp ? "tcp" : "udp");
            yield return ("timeout", timeout);
            yield return ("max_delay", ((long)(feed.Latency.TotalSeconds * 1e6)).ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            yield return ("rw_timeout", timeout);
        }
    }
}
