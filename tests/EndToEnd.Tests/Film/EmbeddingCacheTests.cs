using System.Text.Json;
using EndToEnd.Tests.Support;
using StreamColorizer.Core.Color;
using StreamColorizer.Core.Quality;

namespace EndToEnd.Tests.Film;

public class EmbeddingCacheTests
{
    private const int Width = 320;
    private const int Height = 180;

    // The clip forth and back until a minute is full, so that nothing jumps where it begins again.
    private const string ForthAndBack = "[0:V]fps=5,scale=320:180:flags=area,hue=s=0,split[forth][f];[f]reverse[back];[forth][back]concat,"
        + "loop=-1:32767,setpts=N/5/TB,format=yuv420p[v]";

    /// <summary>A fixed camera for a minute with the bundle that ships; the model card says where people come too near for this.</summary>
    [Theory]
    [InlineData("night-yard")]
    [InlineData("traffic-cam-day")]
    [InlineData("indoor-atrium")]
    public async Task AFixedCameraAsksForFewEmbeddingsAndColorsAlmostAsIfItAskedAlways(string clip)
    {
        var data = Environment.GetEnvironmentVariable("STREAMCOLORIZER_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(data), "STREAMCOLORIZER_DATA is not set: no photographs and clips here.");
        using var folder = new TemporaryFolder();
        var film = folder.File("minute.mkv");
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-i", Path.Combine(data!, "clips", clip + ".mp4"),
            "-filter_complex", ForthAndBack, "-map", "[v]", "-t", "60", "-c:v", "ffv1", film);

        var cached = await ColorAsync(folder, film, "on");
        var always = await ColorAsync(folder, film, "off");

        Assert.Equal((300, 300), (cached.Requests, always.Requests));
        Assert.True(cached.Asked < 0.02 * cached.Requests, $"{cached.Asked} of {cached.Requests} frames asked");
        Assert.Equal(always.Requests, always.Asked);
        var difference = await DifferenceAsync(folder, cached.Film, always.Film);
        Assert.True(difference <= 0.5, $"mean CIEDE2000 {difference:F2} for {clip}");
        TestContext.Current.SendDiagnosticMessage($"{clip}: mean CIEDE2000 {difference:F2}, {cached.Asked} of {cached.Requests} frames asked");
    }

    private static async Task<(string Film, int Requests, int Asked)> ColorAsync(TemporaryFolder folder, string film, string cache)
    {
        var (output, report) = (folder.File($"{cache}.mkv"), folder.File($"{cache}.json"));
        var ended = await Cli.RunAsync(
            "colorize", film, "-o", output, "--codec", "ffv1", "--device", "cpu", "--embedding-cache", cache, "--report", report, "--quiet");
        Assert.True(ended.Code == 0, ended.Errors);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken));
        var requests = json.RootElement.GetProperty("embeddingRequests").GetInt32();
        return (output, requests, requests - json.RootElement.GetProperty("embeddingHits").GetInt32());
    }

    private static async Task<double> DifferenceAsync(TemporaryFolder folder, string one, string other)
    {
        var (first, second) = (await PicturesAsync(folder, one), await PicturesAsync(folder, other));
        Assert.Equal((38 * 3 * Width * Height, first.Length), (first.Length, second.Length));
        double sum = 0;
        for (var i = 0; i < first.Length; i += 3)
        {
            var (a, b) = (LabOf(first.AsSpan(i, 3)), LabOf(second.AsSpan(i, 3)));
            sum += Ciede2000.Difference(a.L, a.A, a.B, b.L, b.A, b.B);
        }

        return sum / (first.Length / 3);
    }

    private static (double L, double A, double B) LabOf(ReadOnlySpan<byte> pixel) =>
        Lab.FromRgb(pixel[0] / 255.0, pixel[1] / 255.0, pixel[2] / 255.0);

    // Every eighth picture: 38 of the 300 show what all show.
    private static async Task<byte[]> PicturesAsync(TemporaryFolder folder, string film)
    {
        var raw = folder.File("pictures.rgb");
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-y", "-i", film, "-vf", "select=not(mod(n\\,8))", "-fps_mode", "passthrough",
            "-pix_fmt", "rgb24", "-f", "rawvideo", raw);
        return await File.ReadAllBytesAsync(raw, TestContext.Current.CancellationToken);
    }
}
