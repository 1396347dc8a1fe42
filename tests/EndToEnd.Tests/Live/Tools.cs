using System.Diagnostics;

namespace EndToEnd.Tests.Live;

/// <summary>What the live tests need around the service.</summary>
internal static class Tools
{
    /// <summary>Runs a program to its end and returns what it wrote; its failure is the test's.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await error}");
        return output;
    }

    /// <summary>Waits until something is so; the reason is told if it does not come. The limit bounds a hang, whatever the load.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what, Func<string>? why = null)
    {
        var limit = TimeSpan.FromMinutes(5);
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < limit, $"Not within {limit.TotalSeconds} s: {what}. {why?.Invoke()}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Mean distance of chroma from gray over a few frames of a file or stream, in levels.</summary>
    public static async Task<double> ColorfulnessAsync(params string[] input)
    {
        var output = await RunAsync(
            "ffprobe", ["-v", "fatal", "-f", "lavfi", "-i", $"{Movie(input)},signalstats", "-read_intervals", "%+#8",
            "-show_entries", "frame_tags=lavfi.signalstats.SATAVG", "-of", "csv=p=0"]);
        var values = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.Parse(line.Trim(','), System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.NotEmpty(values);
        return values.Average();
    }

    /// <summary>Digests of the decoded pictures of a file.</summary>
    public static async Task<HashSet<string>> PicturesAsync(string path) => [.. (await RunAsync(
        "ffmpeg", "-v", "error", "-i", path, "-map", "0:v", "-fps_mode", "passthrough", "-f", "framemd5", "-"))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(',')[^1].Trim())];

    private static string Movie(string[] input) => $"movie={input[0].Replace(":", "\\:")}";
}
