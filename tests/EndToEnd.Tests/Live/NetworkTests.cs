using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Live;

/// <summary>Ways that a picture comes in by, and the way that an operator asks by.</summary>
public sealed class NetworkTests
{
    [Fact]
    public async Task RtspOverTls_AndOverDatagrams_GivesPictures()
    {
        using var folder = new TemporaryFolder();
        var camera = Ports.Take();
        var stream = await RtspServer.EncodeAsync(folder.Path, "yard", "160x90");
        await using var server = await RtspServer.StartAsync(camera, null, $"secure={stream}", $"datagrams={stream}");
        using var certificate = Certificate.Make();
        await using var tls = new Proxy(camera, certificate);
        await using var control = new Proxy(camera);
        await using var service = Service.Start(folder.Path, $$"""
              - {name: secure, source: 'rtsps://127.0.0.1:{{tls.Port}}/secure'}
              - {name: datagrams, source: 'rtsp://127.0.0.1:{{control.Port}}/datagrams', transport: udp}
            """);
        foreach (var name in (string[])["secure", "datagrams"])
            await service.UntilAsync(name, feed => feed.GetProperty("out").GetInt64() > 10, "frames go out");

        // The picture does not come over the connection that asked for it.
        control.Stalled = true;
        var seen = await service.FeedAsync("datagrams");
        await service.UntilAsync("datagrams", feed => Number(feed, "decoded") > Number(seen, "decoded") + 15, "frames go on");
        Assert.Equal(Number(seen, "reconnects"), Number(await service.FeedAsync("datagrams"), "reconnects"));
        Assert.Equal(0, await service.StopAsync());
    }

    [Fact]
    public async Task TheFirstKeyFrame_IsTheFirstPicture_HoweverLateTheNextOneComes()
    {
        using var folder = new TemporaryFolder();
        var camera = Ports.Take();
        var clip = folder.File("clip.mkv");
        await Tools.RunAsync(
            "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=10:duration=60", "-f", "lavfi", "-i", "sine=r=16000:d=60",
            "-c:v", "libx264", "-bf", "0", "-g", "1000", "-c:a", "aac", clip);
        await using var server = await RtspServer.StartAsync(camera, null, $"yard={clip}@aac");
        // Time enough on a busy machine, and less than the wait for a frame that does not come.
        await using var service = Service.Start(
            folder.Path, $"  - {{name: yard, source: 'rtsp://127.0.0.1:{camera}/yard', connectTimeout: 2m, stallTimeout: 2m}}\n");
        await service.UntilAsync("yard", feed => feed.GetProperty("out").GetInt64() > 10, "frames go out");
        Assert.Equal(0, (await service.FeedAsync("yard")).GetProperty("reconnects").GetInt64());
        Assert.Equal(0, await service.StopAsync());
    }

    [Fact]
    public async Task HttpAndHttps_GivePictures()
    {
        using var folder = new TemporaryFolder();
        var (plain, behind) = (Ports.Take(), Ports.Take());
        var clip = await ClipAsync(folder, "testsrc2=size=160x90:rate=5:duration=4", "format=gray,format=yuv420p");
        using var first = new HttpCamera(clip, plain);
        using var second = new HttpCamera(clip, behind);
        using var certificate = Certificate.Make();
        await using var tls = new Proxy(behind, certificate);
        await using var service = Service.Start(folder.Path, $$"""
              - {name: plain, source: 'http://127.0.0.1:{{plain}}/live.ts', colorize: always}
              - {name: secure, source: 'https://127.0.0.1:{{tls.Port}}/live.ts', colorize: always}
            """);
        foreach (var name in (string[])["plain", "secure"])
            await service.UntilAsync(name, feed => feed.GetProperty("out").GetInt64() > 10, "frames go out");
        Assert.Equal(0, await service.StopAsync());
    }

    [Fact]
    public async Task AReference_SetsTheMoodOfItsFeedAlone()
    {
        using var folder = new TemporaryFolder();
        // A picture that stands still, and time enough for its color: all frames of a feed look the same.
        var clip = await ClipAsync(folder, "smptehdbars=size=160x90:rate=5:duration=4", "format=gray,format=yuv420p");
        var picture = folder.File("mood.png");
        await Tools.RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "mandelbrot=size=160x160", "-frames:v", "1", picture);
        await using var service = Service.Start(
            folder.Path, Feed(folder, "a", clip, "") + Feed(folder, "b", clip, "") + Feed(folder, "moody", clip, $", reference: {picture}"));
        var names = (string[])["a", "b", "moody"];
        foreach (var name in names)
            await service.UntilAsync(name, feed => feed.GetProperty("sinks")[0].GetProperty("written").GetInt64() > 20, "a round is recorded");
        Assert.Equal(0, await service.StopAsync());
        var hues = new Dictionary<string, double>();
        foreach (var name in names)
            hues[name] = await HueAsync(Directory.GetFiles(folder.File(name), "*.mp4", SearchOption.AllDirectories).Order().First());
        Assert.InRange(Math.Abs(hues["a"] - hues["b"]), 0, .05);
        Assert.True(Math.Abs(hues["a"] - hues["moody"]) > .3, $"without {hues["a"]}, with {hues["moody"]}");
    }

    [Fact]
    public async Task TheApi_OverTls_WithItsToken()
    {
        using var folder = new TemporaryFolder();
        using var certificate = Certificate.Make();
        File.WriteAllText(folder.File("cert.pem"), certificate.ExportCertificatePem());
        using (var key = certificate.GetRSAPrivateKey()!)
            File.WriteAllText(folder.File("key.pem"), key.ExportPkcs8PrivateKeyPem());
        const string token = "0123456789abcdef";
        await using var service = Service.Start(
            folder.Path, "  - {name: yard, source: none.mkv}\n", ("STREAMCOLORIZER__HTTP__TOKEN", token), ("STREAMCOLORIZER__HTTP__ADDRESS", "0.0.0.0"),
            ("STREAMCOLORIZER__HTTP__CERTIFICATE", folder.File("cert.pem")), ("STREAMCOLORIZER__HTTP__CERTIFICATEKEY", folder.File("key.pem")));
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, seen, _, _) => seen!.Thumbprint == certificate.Thumbprint };
        using var https = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{service.Port}") };
        await Tools.UntilAsync(async () => await StatusAsync(https, "/healthz", null) == HttpStatusCode.OK, "the service lives", () => service.Log);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(https, "/api/feeds", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(https, "/metrics", "fedcba9876543210"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(https, "/api/feeds", token));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(https, "/metrics", token));
        Assert.Equal((HttpStatusCode)0, await StatusAsync(service.Http, "/healthz", null));
        Assert.DoesNotContain("without TLS", service.Log);
        Assert.DoesNotContain(token, service.Log);
    }

    [Fact]
    public async Task ASlowBundle_CostsColorAndFrames_AndEachIsCounted()
    {
        using var folder = new TemporaryFolder();
        // Frames that come ten times as fast as two processors color them at this size: too fast for any processor.
        var clip = await ClipAsync(folder, "testsrc2=size=640x360:rate=120:duration=4", "format=gray,format=yuv420p");
        var bundle = Path.Combine(Repository.Root, "models", "fusion-s");
        await using var service = Service.Start(
            folder.Path, $"  - {{name: yard, source: {clip}, colorize: always, model: {bundle}, size: 1024, maxRate: 120, deadline: 50ms, sinks: [{{type: recording, keepFree: 0, folder: {folder.File("rec")}}}]}}\n");
        await service.UntilAsync("yard", feed => feed.GetProperty("phase").GetString() == "Stopped", "the clip is over");

        var feed = await service.FeedAsync("yard");
        var (taken, put, dropped, gray) = (Number(feed, "decoded"), Number(feed, "out"), Number(feed, "dropped"), Number(feed, "gray"));
        var colored = await service.MetricAsync("streamcolorizer_frames_colorized_total{feed=\"yard\"}");
        Assert.Equal(480, taken);
        Assert.True(dropped > 0 && gray > 0, $"{dropped} dropped, {gray} gray");
        Assert.Equal(taken, colored + gray + dropped);
        Assert.Equal(put, colored + gray);
        await service.UntilAsync("yard", now => Number(now.GetProperty("sinks")[0], "written") + Number(now.GetProperty("sinks")[0], "dropped") == put, "the recording has what went out");
        var written = Number((await service.FeedAsync("yard")).GetProperty("sinks")[0], "written");
        Assert.Equal(0, await service.StopAsync());
        var frames = await Tools.RunAsync(
            "ffprobe", "-v", "error", "-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", Directory.GetFiles(folder.File("rec"), "*.mp4", SearchOption.AllDirectories).Single());
        Assert.Equal(written, int.Parse(frames, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private static string Feed(TemporaryFolder folder, string name, string clip, string keys) =>
        $"  - {{name: {name}, source: {clip}, loop: on, colorize: always, deadline: 10s, mark: off, sinks: [{{type: recording, keepFree: 0, folder: {folder.File(name)}}}]{keys}}}\n";

    private static async Task<string> ClipAsync(TemporaryFolder folder, string source, string filter)
    {
        var path = folder.File("clip.ts");
        await Tools.RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, "-vf", filter, "-c:v", "libx264", "-g", "5", "-bf", "0", path);
        return path;
    }

    // Mean of the blue difference over some frames.
    private static async Task<double> HueAsync(string path)
    {
        var output = await Tools.RunAsync(
            "ffprobe", "-v", "fatal", "-f", "lavfi", "-i", $"movie={path},signalstats", "-read_intervals", "%+#8",
            "-show_entries", "frame_tags=lavfi.signalstats.UAVG", "-of", "csv=p=0");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Average(line => double.Parse(line.Trim(','), System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string place, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, place);
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        try
        {
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    /// <summary>ffmpeg as a server: one client at a time, in real time, for as long as it looks.</summary>
    private sealed class HttpCamera(string clip, int port) : IDisposable
    {
        // The shell gives each client that comes again an ffmpeg of its own, and takes it along when it ends.
        private readonly Process _process = Process.Start(new ProcessStartInfo("sh",
            ["-c", "trap 'kill $!; exit' TERM; while :; do ffmpeg -nostdin -v quiet -re -stream_loop -1 -i \"$0\" -c copy -f mpegts -listen 1 \"$1\" & wait; done",
                clip, $"http://127.0.0.1:{port}/live.ts"]))!;

        public void Dispose()
        {
            using (var end = Process.Start("kill", [$"{_process.Id}"]))
                end.WaitForExit();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
