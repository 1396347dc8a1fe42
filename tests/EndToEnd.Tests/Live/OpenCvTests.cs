using System.Text.Json;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Live;

public sealed class OpenCvTests
{
    private const string Password = "p@ss:w/rd";

    [Fact]
    public async Task ACamera_IsReadThroughOpenCv_StallsAndAllThat_AndItsPasswordIsNotSaid()
    {
        using var folder = new TemporaryFolder();
        var camera = Ports.Take();
        var stream = await RtspServer.EncodeAsync(folder.Path, "yard", "160x90");
        await using var server = await RtspServer.StartAsync(camera, $"viewer {Password}", $"yard={stream}");
        await using var proxy = new Proxy(camera);
        await using var service = Service.Start(folder.Path, $$"""
              - name: yard
                source: rtsp://viewer:${CAMERA_PASSWORD}@127.0.0.1:{{proxy.Port}}/yard
                decoder: opencv
                colorize: always
                mark: off
                deadline: 10s
                stallTimeout: 3s
                encoder: {preset: ultrafast, keyInterval: 1s}
                sinks: [{type: recording, keepFree: 0, folder: {{folder.File("rec")}}, segment: 2s}]
              - {name: wrong, source: 'rtsp://viewer:wrong-{{Password}}@127.0.0.1:{{camera}}/yard', decoder: opencv}
            """, ("CAMERA_PASSWORD", Password));
        await service.UntilAsync("yard", IsUp, "it is up");
        Assert.Equal("opencv", (await service.FeedAsync("yard")).GetProperty("decoder").GetString());
        await service.UntilRefusedAsync("wrong");
        Assert.Contains("it answers 401 Unauthorized", (await service.FeedAsync("wrong")).GetProperty("lastError").GetString());

        proxy.Stalled = true;
        await service.UntilAsync("yard", feed => feed.GetProperty("reconnects").GetInt64() > 0, "the stalled connection is given up");
        proxy.Stalled = false;
        await service.UntilAsync("yard", IsUp, "it is back");
        await service.UntilAsync("yard", feed => feed.GetProperty("out").GetInt64() > 30, "frames go out");
        Assert.DoesNotContain((string[])[Password, Uri.EscapeDataString(Password), "w/rd", "w%2Frd"], secret => service.Log.Contains(secret));
        Assert.Equal(0, await service.StopAsync());
        var recording = Directory.GetFiles(folder.File("rec"), "*.mp4", SearchOption.AllDirectories).Order().First();
        Assert.True(await Tools.ColorfulnessAsync(recording) > 1);
    }

    [Fact]
    public async Task AFile_RunsAtItsOwnPace_WithItsOwnColor_AndAMissingCameraIsSaid()
    {
        using var folder = new TemporaryFolder();
        var clip = folder.File("clip.mp4");
        await Tools.RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=10:duration=2", "-c:v", "libx264", clip);
        await using var service = Service.Start(folder.Path, $$"""
              - {name: clip, source: {{clip}}, loop: on, decoder: opencv, sinks: [{type: hls, folder: {{folder.File("hls")}}, segment: 1s}]}
              - {name: gone, source: /dev/video97}
            """);
        await service.UntilAsync("clip", feed => feed.GetProperty("out").GetInt64() > 50, "it goes on after its end");
        var feed = await service.FeedAsync("clip");
        Assert.True(feed.GetProperty("passing").GetBoolean());
        Assert.Equal(0, feed.GetProperty("reconnects").GetInt64());
        await service.UntilAsync("clip", now => now.GetProperty("framesPerSecond").GetDouble() is > 5 and < 15, "it keeps the file's pace");
        await service.UntilAsync("gone", camera => camera.GetProperty("lastError").ValueKind == JsonValueKind.String, "the missing camera is told");
        Assert.Contains("there is no camera at /dev/video97: check its cable", (await service.FeedAsync("gone")).GetProperty("lastError").GetString());
        Assert.Equal(0, await service.StopAsync());
        Assert.True(await Tools.ColorfulnessAsync(Path.Combine(folder.File("hls"), "index.m3u8")) > 20);
    }

    [Fact]
    public async Task ReadsThatNeverComeBack_EndTheService_WithItsRecordingsFinished()
    {
        using var folder = new TemporaryFolder();
        var (hanging, clip) = (folder.File("hanging"), folder.File("clip.mp4"));
        // Opening a pipe that nobody writes to hangs, whatever time-outs OpenCV is given.
        await Tools.RunAsync("mkfifo", hanging);
        await Tools.RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=10:duration=2", "-c:v", "libx264", clip);
        var feed = $"  - {{name: clip, source: {clip}, loop: on, sinks: [{{type: recording, keepFree: 0, folder: {folder.File("rec")}}}]}}\n";
        await using var service = Service.Start(folder.Path, feed, ("STREAMCOLORIZER__MAXABANDONEDREADS", "1"));
        await service.UntilAsync("clip", feed => feed.GetProperty("out").GetInt64() > 10, "a feed is recorded");
        File.WriteAllText(
            folder.File("service.yaml"),
            Service.Config(service.Port, feed + $"  - {{name: hanging, source: {hanging}, decoder: opencv, connectTimeout: 1s}}\n"));
        Assert.Equal(1, await service.EndAsync());
        Assert.Contains("never came back than maxAbandonedReads allows", service.Log);
        Assert.Empty(Directory.GetFiles(folder.File("rec"), "*.part", SearchOption.AllDirectories));
        var recording = Assert.Single(Directory.GetFiles(folder.File("rec"), "*.mp4", SearchOption.AllDirectories));
        Assert.True(await Tools.ColorfulnessAsync(recording) > 20);
    }

    private static bool IsUp(JsonElement feed) =>
        feed.GetProperty("phase").GetString() == "Up" && feed.GetProperty("framesPerSecond").GetDouble() > 0;
}
