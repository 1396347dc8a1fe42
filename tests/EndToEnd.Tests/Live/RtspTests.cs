using System.Text.Json;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Live;

public sealed class RtspTests
{
    private const string Password = "p@ss:w/rd";

    [Fact]
    public async Task ACameraWithALogin_IsPublishedInColor_AndItsPasswordIsNowhere()
    {
        using var folder = new TemporaryFolder();
        var (camera, target) = (Ports.Take(), Ports.Take());
        var stream = await RtspServer.EncodeAsync(folder.Path, "yard", "192x108");
        await using var source = await RtspServer.StartAsync(camera, $"viewer {Password}", $"yard={stream}");
        await using var sink = await RtspServer.StartAsync(target, $"editor {Password}");
        await using var service = Service.Start(folder.Path, $$"""
              - name: yard
                source: rtsp://viewer:${CAMERA_PASSWORD}@127.0.0.1:{{camera}}/yard
                required: on
                colorize: always
                mark: off
                deadline: 10s
                encoder: {preset: ultrafast, keyInterval: 1s}
                sinks: [{type: rtsp, url: 'rtsp://editor:${CAMERA_PASSWORD}@127.0.0.1:{{target}}/out/a', original: on}]
              - name: wrong
                source: rtsp://viewer:wrong-{{Password}}@127.0.0.1:{{camera}}/yard
            """, ("CAMERA_PASSWORD", Password));

        await service.UntilAsync("yard", feed => feed.GetProperty("sinks")[0].GetProperty("written").GetInt64() > 10, "ten frames are published");
        await service.UntilRefusedAsync("wrong");
        Assert.True(await Tools.ColorfulnessAsync(await ViewAsync("a")) > 1);
        var original = await Tools.PicturesAsync(await ViewAsync("a-original"));
        Assert.NotEmpty(original);
        Assert.Subset(await Tools.PicturesAsync(stream[..stream.LastIndexOf('@')]), original);
        Assert.Equal("ready\n", await service.Http.GetStringAsync("/readyz", TestContext.Current.CancellationToken));

        var places = new List<(string Place, string Text)>
        {
            ("the log", service.Log),
            ("the worker's command line", await ReadProcAsync($"{service.Id}", "cmdline")),
            ("the API's snapshot", await service.Http.GetStringAsync("/api/feeds/yard/snapshot.jpg", TestContext.Current.CancellationToken)),
            ("the published pictures", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(folder.File("a.mkv")))),
            ("the API", (await service.Http.GetStringAsync("/api/feeds", TestContext.Current.CancellationToken))),
            ("the metrics", (await service.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken))),
        };
        foreach (var child in (await Tools.RunAsync("ps", "-o", "pid=", "--ppid", $"{service.Id}")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            places.Add(($"the command line of child {child}", await ReadProcAsync(child.Trim(), "cmdline")));
            places.Add(($"the environment of child {child}", await ReadProcAsync(child.Trim(), "environ")));
        }

        Assert.True(places.Count >= 10, "reader and encoder are children");
        Assert.All(places, place => Assert.DoesNotContain(
            (string[])[Password, Uri.EscapeDataString(Password), "w/rd", "w%2Frd"], secret => place.Text.Contains(secret)));
        Assert.Equal(0, await service.StopAsync());

        async Task<string> ViewAsync(string name)
        {
            var path = folder.File($"{name}.mkv");
            await Tools.RunAsync(
                "ffmpeg", "-v", "error", "-y", "-rtsp_transport", "tcp", "-i", $"rtsp://editor:{Uri.EscapeDataString(Password)}@127.0.0.1:{target}/view/{name}",
                "-frames:v", "8", "-c", "copy", path);
            return path;
        }
    }

    [Fact]
    public async Task ServerGoneAndBackWithAnotherPicture_StallsAndGarbage_AreSurvived()
    {
        using var folder = new TemporaryFolder();
        var camera = Ports.Take();
        var small = await RtspServer.EncodeAsync(folder.Path, "small", "160x90");
        var large = await RtspServer.EncodeAsync(folder.Path, "large", "192x108");
        var server = await RtspServer.StartAsync(camera, null, $"yard={small}");
        await using var proxy = new Proxy(camera);
        var playlist = Path.Combine(folder.Path, "hls");
        await using var service = Service.Start(folder.Path, $$"""
              - name: yard
                source: rtsp://127.0.0.1:{{proxy.Port}}/yard
                stallTimeout: 3s
                encoder: {preset: ultrafast, keyInterval: 1s}
                sinks: [{type: hls, folder: {{playlist}}, segment: 1s}]
            """);
        await service.UntilAsync("yard", feed => IsUp(feed, 160), "the small picture is up");

        proxy.Inject(5);
        var seen = (await service.FeedAsync("yard")).GetProperty("out").GetInt64();
        await service.UntilAsync("yard", feed => IsUp(feed, 160) && feed.GetProperty("out").GetInt64() > seen + 10, "frames flow on after garbage");

        proxy.Stalled = true;
        await Tools.UntilAsync(async () => await service.MetricAsync("streamcolorizer_feed_reconnects_total{feed=\"yard\",reason=\"stalled\"}") > 0, "the stall is noticed", () => service.Log);
        await Tools.UntilAsync(async () => await service.MetricAsync("streamcolorizer_frames_stale_total{feed=\"yard\"}") > 0, "the playlist goes on with stale pictures", () => service.Log);
        proxy.Stalled = false;
        await service.UntilAsync("yard", feed => IsUp(feed, 160), "the feed is back after the stall");

        await server.DisposeAsync();
        await service.UntilAsync("yard", feed => feed.GetProperty("phase").GetString() != "Up", "the server is gone");
        await using var back = await RtspServer.StartAsync(camera, null, $"yard={large}");
        await service.UntilAsync("yard", feed => IsUp(feed, 192), "the feed is back with the larger picture");
        await Tools.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(playlist, "index.m3u8"))), "there is a playlist");

        Assert.Equal(0, await service.StopAsync());
        Assert.DoesNotContain("a fault of this program", service.Log);
    }

    [Fact]
    public async Task AnOutageOfTheNetwork_OrOfTheWorkerItself_RestartsNobody_AndAStalledCameraAlone()
    {
        using var folder = new TemporaryFolder();
        var camera = Ports.Take();
        var stream = await RtspServer.EncodeAsync(folder.Path, "yard", "160x90");
        await using var server = await RtspServer.StartAsync(camera, null, $"a={stream}", $"b={stream}", $"c={stream}");
        await using var network = new Proxy(camera);
        await using var cable = new Proxy(camera);
        (string Name, int Port)[] feeds = [("a", network.Port), ("b", network.Port), ("c", cable.Port)];
        await using var service = Service.Start(folder.Path, string.Concat(feeds.Select(feed =>
            $"  - {{name: {feed.Name}, source: 'rtsp://127.0.0.1:{feed.Port}/{feed.Name}', stallTimeout: 5s}}\n")));
        await AllGoOnAsync();
        var before = await ReconnectsAsync();

        (network.Stalled, cable.Stalled) = (true, true);
        await Tools.UntilAsync(() => Task.FromResult(service.Log.Contains("All 3 connected cameras fell silent at once")), "the outage is told", () => service.Log);
        (network.Stalled, cable.Stalled) = (false, false);
        await AllGoOnAsync();

        await service.SignalAsync("STOP");
        await Task.Delay(TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken); // longer than the stall time-out
        await service.SignalAsync("CONT");
        await Tools.UntilAsync(() => Task.FromResult(service.Log.Contains("The worker itself stood still")), "the standstill is told", () => service.Log);
        await AllGoOnAsync();
        var after = await ReconnectsAsync();
        Assert.True(before.AsSpan().SequenceEqual(after), service.Log);

        cable.Stalled = true;
        await service.UntilAsync("c", feed => feed.GetProperty("reconnects").GetInt64() > before[2], "the stalled camera is given up");
        after = await ReconnectsAsync();
        Assert.Equal(before[..2], after[..2]);
        Assert.True(await service.MetricAsync("streamcolorizer_feed_reconnects_total{feed=\"c\",reason=\"stalled\"}") > 0);

        async Task<long[]> ReconnectsAsync() =>
            [.. await Task.WhenAll(feeds.Select(async feed => (await service.FeedAsync(feed.Name)).GetProperty("reconnects").GetInt64()))];

        async Task AllGoOnAsync()
        {
            foreach (var (name, _) in feeds)
            {
                var seen = await service.FeedAsync(name) is { ValueKind: JsonValueKind.Object } now ? now.GetProperty("decoded").GetInt64() : 0;
                await service.UntilAsync(name, feed => feed.GetProperty("decoded").GetInt64() > seen + 10, "frames come");
            }
        }
    }

    private static bool IsUp(JsonElement feed, int width) =>
        feed.GetProperty("phase").GetString() == "Up" && feed.GetProperty("width").GetInt32() == width
        && feed.GetProperty("framesPerSecond").GetDouble() > 0;

    private static async Task<string> ReadProcAsync(string process, string file)
    {
        try
        {
            return await File.ReadAllTextAsync($"/proc/{process}/{file}", TestContext.Current.CancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It ended between the two looks.
            return "";
        }
    }
}
