using System.Text.Json;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Live;

public sealed class OddPicturesTests
{
    [Fact]
    public async Task DuskAndDawn_ABlackPicture_AndOneThatIsTooLarge_AreSurvived_Counted_AndSaid()
    {
        using var folder = new TemporaryFolder();
        var (dusk, black) = (folder.File("dusk.mp4"), folder.File("black.mp4"));
        // Longer than a change must last, and a flash of color that is much shorter.
        await ClipAsync(dusk, "testsrc2=size=160x90:rate=5:duration=24", "hue=s='if(lt(t,8)+between(t,15,15.5),1,0)'");
        await ClipAsync(black, "color=black:size=160x90:rate=5:duration=4", "null");
        await using var service = Service.Start(folder.Path, $$"""
              - {name: dusk, source: {{dusk}}, loop: on}
              - {name: black, source: {{black}}, loop: on}
              - {name: large, source: {{dusk}}, maxWidth: 100}
            """);
        await service.UntilAsync("dusk", feed => feed.GetProperty("decoded").GetInt64() >= 5 * 24 * 2, "two days have passed");
        await service.UntilAsync("black", feed => feed.GetProperty("trouble").GetString() == "Black", "the black picture is told");
        var (nights, days) = (Told("gray now: colored"), Told("color now: passed through"));
        var rounds = (int)((await service.FeedAsync("dusk")).GetProperty("decoded").GetInt64() / (5 * 24));
        Assert.InRange(nights, 1, rounds + 1);
        Assert.InRange(days, 1, rounds);
        Assert.True(await service.MetricAsync("streamcolorizer_frames_passed_total{feed=\"dusk\"}") > 30, "the day is passed through");
        Assert.True(await service.MetricAsync("streamcolorizer_frames_colorized_total{feed=\"dusk\"}") > 30, "the night is colored");
        Assert.Equal(JsonValueKind.Null, (await service.FeedAsync("dusk")).GetProperty("trouble").ValueKind);
        Assert.Equal(1, await service.MetricAsync("streamcolorizer_picture_troubles_total{feed=\"black\",trouble=\"black\"}"));
        Assert.Contains("Feed black: the picture is black", service.Log);
        Assert.True(await service.MetricAsync("streamcolorizer_feed_reconnects_total{feed=\"large\",reason=\"too_large\"}") > 0, "it is asked again each minute");
        Assert.Contains("has 160x90, but this feed takes 100x1080: raise maxWidth", (await service.FeedAsync("large")).GetProperty("lastError").GetString());
        Assert.Equal(0, await service.StopAsync());

        int Told(string change) => Regex.Count(service.Log, $"Feed dusk: the camera shows {change}");
    }

    [Theory]
    [InlineData("aac", "mp4")]
    [InlineData("pcm_alaw", "mkv")]
    public async Task AKilledService_LeavesWhatItRecorded_AndTheNextOneNamesIt(string sound, string container)
    {
        using var folder = new TemporaryFolder();
        var (clip, recordings) = (folder.File("clip.mkv"), folder.File("rec"));
        await Tools.RunAsync(
            "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=5:duration=8", "-f", "lavfi", "-i", "sine=r=8000:d=8",
            "-vf", "format=gray,format=yuv420p", "-c:v", "libx264", "-c:a", sound, clip);
        var feeds = $"  - {{name: yard, source: {clip}, loop: on, encoder: {{keyInterval: 1s}}, sinks: [{{type: recording, keepFree: 0, folder: {recordings}}}]}}\n";
        await using (var killed = Service.Start(folder.Path, feeds))
        {
            await killed.UntilAsync("yard", feed => feed.GetProperty("sinks")[0].GetProperty("written").GetInt64() > 50, "ten seconds are recorded");
            await killed.SignalAsync("KILL");
            await killed.EndAsync();
        }

        var part = Assert.Single(Directory.GetFiles(recordings, "*", SearchOption.AllDirectories));
        Assert.EndsWith($".{container}.part", part);
        await using var next = Service.Start(folder.Path, feeds);
        var path = part[..^".part".Length];
        await Tools.UntilAsync(() => Task.FromResult(File.Exists(path)), "the recording has its name", () => next.Log);
        var pictures = await Tools.PicturesAsync(path);
        Assert.True(pictures.Count > 25, $"{pictures.Count} pictures of at least fifty are left");
        Assert.Equal(0, await next.StopAsync());
    }

    private static Task ClipAsync(string path, string source, string filter) => Tools.RunAsync(
        "ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, "-vf", $"{filter},format=yuv420p", "-c:v", "libx264", "-bf", "0", path);
}
