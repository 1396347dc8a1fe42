using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EndToEnd.Tests.Support;

/// <summary>Small films made by ffmpeg, and what ffmpeg says about films.</summary>
internal static class Clip
{
    /// <summary>Three scenes with hard cuts, moving pictures, and a beep for sound.</summary>
    public static async Task<string> MakeAsync(
        string path, int seconds = 6, int rate = 10, string size = "96x64", string format = "yuv420p", params string[] more)
    {
        var part = (seconds / 3.0).ToString("F3", CultureInfo.InvariantCulture);
        var shape = $"s=96x64:r={rate}:d={part}";
        string[] codec = more.Contains("-c:v") ? [] : ["-c:v", "ffv1"];
        await Cli.ToolAsync("ffmpeg",
        [
            "-v", "error", "-y",
            "-f", "lavfi", "-i", $"testsrc2={shape}", "-f", "lavfi", "-i", $"mandelbrot=s=96x64:r={rate}",
            "-f", "lavfi", "-i", $"gradients={shape}:speed=0.2:c0=black:c1=white:seed=7", "-f", "lavfi", "-i", $"sine=440:d={seconds}",
            // More contrast than there is room for, so that luma goes below black and above white.
            "-filter_complex", $"[1]trim=duration={part}[m];[0][m][2]concat=n=3,scale={size.Replace('x', ':')},format={format},"
                + "lut=c0=(val-maxval/2)*1.4+maxval/2[v]",
            "-map", "[v]", "-map", "3", .. codec, "-c:a", "aac", "-threads", "1", .. more, path,
        ]);
        return path;
    }

    /// <summary>MD5 of every frame's luma as ffmpeg prints it, seen from outside.</summary>
    public static async Task<string[]> LumaAsync(string path) => Lines(await Cli.ToolAsync("ffmpeg",
        "-v", "error", "-i", path, "-map", "0:V:0", "-vf", "extractplanes=y", "-fps_mode", "passthrough", "-f", "framemd5", "-"));

    /// <summary>What a report calls the digest of a film: MD5 of its frames' MD5s, joined by newlines.</summary>
    public static string Digest(string[] luma) => Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(string.Join('\n', luma))));

    /// <summary>MD5 of every whole frame.</summary>
    public static async Task<string[]> FramesAsync(string path) => Lines(await Cli.ToolAsync("ffmpeg",
        "-v", "error", "-i", path, "-map", "0:V:0", "-fps_mode", "passthrough", "-f", "framemd5", "-"));

    /// <summary>Timestamps of the frames, in seconds and in display order.</summary>
    public static async Task<double[]> TimesAsync(string path)
    {
        var text = await Cli.ToolAsync("ffprobe",
            "-v", "error", "-select_streams", "V:0", "-show_entries", "packet=pts_time", "-of", "csv=p=0", path);
        var times = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.Parse(line.Split(',')[0], CultureInfo.InvariantCulture)).ToArray();
        Array.Sort(times);
        return times;
    }

    /// <summary>Kinds of streams in order.</summary>
    public static async Task<string> StreamsAsync(string path) => (await Cli.ToolAsync("ffprobe",
        "-v", "error", "-show_entries", "stream=codec_type", "-of", "csv=p=0", path)).ReplaceLineEndings(" ").Trim();

    private static string[] Lines(string framemd5) => [.. framemd5.Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line[(line.LastIndexOf(',') + 1)..].Trim())];
}
