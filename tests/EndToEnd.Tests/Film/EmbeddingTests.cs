using System.Text.Json;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

public sealed class EmbeddingTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task AFixedCameraNeedsAnEmbeddingForFewerThanTwoInAHundredFrames()
    {
        var data = Environment.GetEnvironmentVariable("STREAMCOLORIZER_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(data), "STREAMCOLORIZER_DATA does not name the folder with clips/.");
        var report = _temporary.File("report.json");
        var ended = await Cli.ColorizeAsync(Path.Combine(data!, "clips", "cctv-plaza-day.mp4"), "-o", _temporary.File("color.mkv"),
            "--preset", "ultrafast", "--report", report);

        Assert.Equal(0, ended.Code);
        using var json = JsonDocument.Parse(File.ReadAllText(report));
        var requests = json.RootElement.GetProperty("embeddingRequests").GetInt64();
        var asked = requests - json.RootElement.GetProperty("embeddingHits").GetInt64();
        Assert.Equal(json.RootElement.GetProperty("framesOut").GetInt64(), requests);
        Assert.InRange(asked, 1, Math.Max(1, requests * 2 / 100));
        Assert.Equal(0, json.RootElement.GetProperty("cuts").GetInt32());
    }
}
