using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Live;

public sealed class ServiceTests
{
    [Fact]
    public async Task FourFeeds_GoToPlaylistsAndRecordings_PrometheusScrapes_AndAllIsFinishedOnSigterm()
    {
        using var folder = new TemporaryFolder();
        var gray = await ClipAsync(folder, "gray", "gray");
        var color = await ClipAsync(folder, "color", "yuv420p");
        await using var service = Service.Start(folder.Path, string.Concat(
            Feed(folder, "a", gray, "always"), Feed(folder, "b", gray, "auto"), Feed(folder, "c", color, "auto"), Feed(folder, "d", gray, "never")));
        foreach (var name in (string[])["a", "b", "c", "d"])
            await service.UntilAsync(name, feed => feed.GetProperty("out").GetInt64() > 30, "thirty frames went out");

        Assert.True((await service.FeedAsync("c")).GetProperty("passing").GetBoolean());
        Assert.False((await service.FeedAsync("b")).GetProperty("passing").GetBoolean());
        await Tools.UntilAsync(async () => await service.MetricAsync("streamcolorizer_output_cdc{feed=\"a\"}") > 0, "what moves is not steady");
        await AssertPrometheusScrapesAsync(folder, service);
        Assert.Equal(0, await service.StopAsync());

        var chroma = new Dictionary<string, double>();
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            Assert.Empty(Directory.GetFiles(folder.File(name), "*.part", SearchOption.AllDirectories));
            var recordings = Directory.GetFiles(folder.File($"{name}-rec"), "*.mp4", SearchOption.AllDirectories).Order().ToArray();
            Assert.NotEmpty(recordings);
            Assert.All(await Task.WhenAll(recordings.Select(FramesAsync)), frames => Assert.True(frames > 0));
            Assert.True(await FramesAsync(Path.Combine(folder.File(name), "index.m3u8")) > 5);
            chroma[name] = await Tools.ColorfulnessAsync(recordings[0]);
            Assert.Contains("colors estimated by tiny", await Tools.RunAsync("ffprobe", "-v", "error", "-show_entries", "format_tags=title", recordings[0]));
        }

        Assert.True(chroma["a"] > 1 && chroma["b"] > 1, "gray feeds are colored");
        Assert.True(chroma["c"] > 20, "a camera with color is passed through");
        Assert.True(chroma["d"] < 1, "a feed that is never colored stays gray");
    }

    [Fact]
    public async Task EachAlert_FiresAndIsSilent_WhenItShould()
    {
        var folder = Path.Combine(Repository.Root, "deploy", "prometheus");
        await Tools.RunAsync("promtool", "check", "config", Path.Combine(folder, "prometheus.yml"));
        await Tools.RunAsync("promtool", "test", "rules", Path.Combine(folder, "rules.test.yml"));
        var tests = File.ReadAllText(Path.Combine(folder, "rules.test.yml"));
        var runbook = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "README.md"));
        foreach (Match alert in Regex.Matches(File.ReadAllText(Path.Combine(folder, "rules.yml")), @"alert: (\w+)"))
        {
            Assert.Equal(2, Regex.Count(tests, $@"alertname: {alert.Groups[1].Value}\b"));
            Assert.Contains($"### {alert.Groups[1].Value}\n", runbook);
        }
    }

    [Fact]
    public async Task AChangedFile_IsFollowed_AWrongOneIsToldAndIgnored()
    {
        using var folder = new TemporaryFolder();
        var clip = await ClipAsync(folder, "gray", "gray");
        await using var service = Service.Start(folder.Path, Feed(folder, "a", clip, "always"));
        await service.UntilAsync("a", feed => feed.GetProperty("out").GetInt64() > 5, "frames went out");
        var path = folder.File("service.yaml");

        File.WriteAllText(path, File.ReadAllText(path) + "    maxRate: fast\n");
        await service.SignalAsync("HUP");
        await Tools.UntilAsync(() => Task.FromResult(service.Log.Contains("feeds[0].maxRate is 'fast'")), "the fault is told", () => service.Log);
        Assert.Equal("Up", (await service.FeedAsync("a")).GetProperty("phase").GetString());

        File.WriteAllText(path, Service.Config(service.Port, Feed(folder, "a", clip, "always") + Feed(folder, "b", clip, "never")));
        await service.UntilAsync("b", feed => feed.GetProperty("out").GetInt64() > 5, "the new feed runs");
        await Tools.UntilAsync(() => Task.FromResult(service.Log.Contains("read again: 1 feed began or began anew, 0 ended")), "the change is told", () => service.Log);
        Assert.True((await service.FeedAsync("a")).GetProperty("out").GetInt64() > 5, "the other feed was not begun anew");

        File.WriteAllText(path, Service.Config(service.Port, Feed(folder, "b", clip, "never")));
        await Tools.UntilAsync(async () => (await service.FeedAsync("a")).ValueKind == JsonValueKind.Undefined, "the removed feed is gone");
        Assert.DoesNotContain("feed=\"a\"", await service.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AFullDisk_CostsTheRecordings_AndNothingElse()
    {
        Assert.SkipWhen(Environment.UserName != "root", "Mounting a small disk needs root.");
        using var folder = new TemporaryFolder();
        var disk = Directory.CreateDirectory(folder.File("disk")).FullName;
        await Tools.RunAsync("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk);
        try
        {
            File.WriteAllBytes(Path.Combine(disk, "ballast"), new byte[200 * 1024]);
            var clip = await ClipAsync(folder, "gray", "gray");
            await using var service = Service.Start(folder.Path, $$"""
                  - name: yard
                    source: {{clip}}
                    loop: on
                    encoder: {preset: ultrafast, quality: 5}
                    sinks: [{type: recording, keepFree: 0, folder: {{disk}}/rec}, {type: hls, folder: {{folder.File("hls")}}, segment: 1s}]
                """);
            await service.UntilAsync("yard", feed => feed.GetProperty("sinks")[0].GetProperty("lastError").ValueKind == JsonValueKind.String, "the full disk is told");
            var written = (await service.FeedAsync("yard")).GetProperty("sinks")[1].GetProperty("written").GetInt64();
            await service.UntilAsync("yard", feed => feed.GetProperty("sinks")[1].GetProperty("written").GetInt64() > written + 10, "the playlist goes on");
            File.Delete(Path.Combine(disk, "ballast"));
            TemporaryFolder.Remove(Path.Combine(disk, "rec"));
            await service.UntilAsync("yard", feed => feed.GetProperty("sinks")[0].GetProperty("up").GetBoolean(), "recordings go on when there is room");
        }
        finally
        {
            await Tools.RunAsync("umount", "-l", disk);
        }
    }

    [Fact]
    public async Task TheDescriptionOfTheApi_IsTrue()
    {
        using var folder = new TemporaryFolder();
        var clip = await ClipAsync(folder, "gray", "gray");
        await using var service = Service.Start(folder.Path, Feed(folder, "yard", clip, "always"));
        await service.UntilAsync("yard", feed => feed.GetProperty("out").GetInt64() > 0, "frames went out");
        using var api = JsonDocument.Parse(await service.Http.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken));
        foreach (var path in api.RootElement.GetProperty("paths").EnumerateObject())
        {
            var method = path.Value.EnumerateObject().Single().Name;
            using var request = new HttpRequestMessage(HttpMethod.Parse(method), path.Name.Replace("{name}", "yard"));
            using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(method == "post" ? HttpStatusCode.Accepted : HttpStatusCode.OK, response.StatusCode);
        }

        var schemas = api.RootElement.GetProperty("components").GetProperty("schemas");
        var feed = await service.FeedAsync("yard");
        Assert.Equal(Names(feed), Names(schemas.GetProperty("Feed").GetProperty("properties")));
        Assert.Equal(Names(feed.GetProperty("sinks")[0]), Names(schemas.GetProperty("Sink").GetProperty("properties")));

        static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name).Order();
    }

    private static async Task AssertPrometheusScrapesAsync(TemporaryFolder folder, Service service)
    {
        File.WriteAllText(folder.File("metrics"), await service.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
        await Tools.RunAsync("sh", "-c", $"promtool check metrics < '{folder.File("metrics")}'");
        await using var prometheus = await Prometheus.StartAsync(folder.File("prometheus"), service.Port);
        await Tools.UntilAsync(async () => await prometheus.QueryAsync("streamcolorizer_frames_decoded_total") == 4, "Prometheus has a series for each feed");
        foreach (var query in Dashboard.Queries("streamcolorizer.json"))
            await Tools.UntilAsync(async () => await prometheus.QueryAsync(query) > 0, $"the dashboard's query has data: {query}");
        foreach (var series in Series())
            await Tools.UntilAsync(async () => await prometheus.QueryAsync(series) > 0, $"the rules' {series} is exported");
    }

    // Every series of the worker's own that the rules name.
    private static IEnumerable<string> Series() => Regex.Matches(
        File.ReadAllText(Path.Combine(Repository.Root, "deploy/prometheus/rules.yml")), @"(?<!:)\bstreamcolorizer_\w+")
        .Select(match => match.Value).Distinct();

    private static string Feed(TemporaryFolder folder, string name, string clip, string colorize) => $$"""
          - name: {{name}}
            source: {{clip}}
            loop: on
            colorize: {{colorize}}
            deadline: 10s
            encoder: {preset: ultrafast, keyInterval: 1s}
            sinks: [{type: hls, folder: {{folder.File(name)}}, segment: 1s}, {type: recording, keepFree: 0, folder: {{folder.File(name + "-rec")}}, segment: 4s}]

        """;

    private static async Task<string> ClipAsync(TemporaryFolder folder, string name, string format)
    {
        var path = folder.File($"{name}.mp4");
        await Tools.RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=5:duration=4", "-vf", $"format={format},format=yuv420p", "-c:v", "libx264", path);
        return path;
    }

    private static async Task<int> FramesAsync(string path) => int.Parse(
        await Tools.RunAsync("ffprobe", "-v", "error", "-count_frames", "-select_streams", "v:0", "-show_entries", "stream=nb_read_frames", "-of", "default=nk=1:nw=1", path) is var text
            ? text.Split('\n')[0] : "", CultureInfo.InvariantCulture);
}
