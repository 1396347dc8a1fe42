using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Media.Tests;

/// <summary>Runs the installed ffmpeg as an outside witness, and makes test films with it.</summary>
internal static partial class Ffmpeg
{
    public static string Run(params string[] arguments) => RunTool("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments]);

    public static string Probe(params string[] arguments) => RunTool("ffprobe", ["-v", "error", .. arguments]);

    /// <summary>MD5 of every frame's luma plane, by ffmpeg itself.</summary>
    public static string[] LumaDigests(string path) =>
        [.. Run("-i", path, "-map", "0:V:0", "-vf", "extractplanes=y", "-fps_mode", "passthrough", "-f", "framemd5", "-")
            .Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(',')[^1].Trim())];

    /// <summary>Timestamps of a film's frames in seconds, by ffprobe.</summary>
    public static decimal[] Times(string path) =>
        [.. TimeLines().Matches(Probe("-select_streams", "V:0", "-show_entries", "frame=best_effort_timestamp_time", "-of", "csv=p=0", path))
            .Select(match => decimal.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture))];

    public static string RunTool(string tool, params string[] arguments)
    {
        var info = new ProcessStartInfo(tool) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in arguments)
            info.ArgumentList.Add(word);
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{tool}: {errors.Result}");
        return output;
    }

    [GeneratedRegex(@"-?\d+\.\d+")]
    private static partial Regex TimeLines();
}
