using System.Globalization;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Live;

public sealed class SoundTests
{
    // One frame of the picture (10 a second), and one packet of AAC at 16 kHz.
    private const double Step = .1 + .064;

    [Fact]
    public async Task SoundAndOriginal_ComeAlong_InStepWithThePicture()
    {
        using var folder = new TemporaryFolder();
        var camera = Ports.Take();
        var clip = await ClipAsync(folder, "aac", "16000");
        await using var server = await RtspServer.StartAsync(camera, null, $"yard={clip}@aac");
        var (recordings, playlist) = (folder.File("rec"), folder.File("hls"));
        await using var service = Service.Start(folder.Path, $$"""
              - name: yard
                source: rtsp://127.0.0.1:{{camera}}/yard
                colorize: always
                mark: off
                deadline: 10s
                encoder: {preset: ultrafast, keyInterval: 1s}
                sinks: [{type: recording, keepFree: 0, folder: {{recordings}}, segment: 3500ms, original: on}, {type: hls, folder: {{playlist}}, segment: 1s, original: on}]
            """);
        var whole = Array.Empty<(string, string)>();
        await Tools.UntilAsync(
            () => Task.FromResult((whole = Pairs(Finished(recordings))).Length >= 2), "two recordings and their originals are finished", () => service.Log);
        Assert.Equal(0, await service.StopAsync());

        var (coloredFlashes, originalFlashes, lengths) = (0, 0, new List<string>());
        foreach (var (colored, original) in whole)
        {
            Assert.Equal("h264,aac", await CodecsAsync(colored));
            Assert.Equal("h264,aac", await CodecsAsync(original));
            Assert.True(await Tools.ColorfulnessAsync(colored) > 1);
            Assert.True(await Tools.ColorfulnessAsync(original) < 1, "the original is gray");
            coloredFlashes += await FlashesInStepAsync(colored);
            originalFlashes += await FlashesInStepAsync(original);
            var own = await Tools.PicturesAsync(original);
            lengths.Add((await Tools.RunAsync("ffprobe", "-v", "error", "-select_streams", "v", "-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", original)).Trim());
            Assert.Subset(await Tools.PicturesAsync(clip), own);
        }

        Assert.True(coloredFlashes > 0 && originalFlashes > 0, $"{coloredFlashes} flashes in color, {originalFlashes} as they came");
        // From key frame to key frame: four seconds of ten, where no connection was lost.
        Assert.Contains("40", lengths);

        Assert.Equal("h264,aac", await CodecsAsync(Path.Combine(playlist, "index.m3u8")));
        Assert.Equal("h264,aac", await CodecsAsync(Path.Combine(playlist, "original.m3u8")));
        Assert.True(await Tools.ColorfulnessAsync(Path.Combine(playlist, "index.m3u8")) > 1);
        Assert.True(await Tools.ColorfulnessAsync(Path.Combine(playlist, "original.m3u8")) < 1, "the original is gray");
    }

    [Fact]
    public async Task ACodecThatMp4CannotHold_IsRecordedAsMkv_OrLeftOutAndSaid_AndPublished()
    {
        using var folder = new TemporaryFolder();
        var port = Ports.Take();
        var clip = await ClipAsync(folder, "pcm_alaw", "8000");
        var sound = folder.File("sound.alaw");
        await using var server = await RtspServer.StartAsync(port, null, $"yard={clip}@pcma", $"yard={sound}@keep");
        var (recordings, mute) = (folder.File("rec"), folder.File("mute"));
        await using var service = Service.Start(folder.Path, $$"""
              - name: yard
                source: rtsp://127.0.0.1:{{port}}/yard
                colorize: always
                encoder: {preset: ultrafast, keyInterval: 1s}
                sinks:
                  - {type: recording, keepFree: 0, folder: {{recordings}}, segment: 3s, original: on}
                  - {type: recording, keepFree: 0, folder: {{mute}}, segment: 3s, container: mp4}
                  - {type: rtsp, url: 'rtsp://127.0.0.1:{{port}}/out/yard'}
            """);
        await Tools.UntilAsync(() => Task.FromResult(Finished(recordings).Length >= 4 && Finished(mute).Length >= 2), "recordings are finished", () => service.Log);
        await Tools.UntilAsync(() => Task.FromResult(File.Exists(sound) && new FileInfo(sound).Length > 24000), "three seconds of sound are published", () => service.Log);
        Assert.Equal(0, await service.StopAsync());

        var flashes = 0;
        foreach (var path in Finished(recordings)[..4])
        {
            Assert.EndsWith(".mkv", path);
            Assert.Equal("h264,pcm_alaw", await CodecsAsync(path));
            flashes += await FlashesInStepAsync(path);
        }

        Assert.NotEqual(0, flashes);

        Assert.Equal("h264", await CodecsAsync(Finished(mute)[0]));
        Assert.Single(Regex.Matches(service.Log, "sink recording0: records as mkv, for mp4 cannot hold the camera's pcm_alaw"));
        Assert.Single(Regex.Matches(service.Log, "sink recording1: goes on without the camera's sound: mp4 cannot hold pcm_alaw"));
        Assert.NotEmpty(await BeepsAsync("-f", "alaw", "-ar", "8000", "-i", sound));
    }

    [Fact]
    public async Task SoundThatCannotBeCarriedAtAll_CostsTheSound_NotThePicture()
    {
        using var folder = new TemporaryFolder();
        var clip = folder.File("clip.mkv");
        await Tools.RunAsync(
            "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=5:duration=4", "-f", "lavfi", "-i", "sine=r=48000:d=4",
            "-c:v", "libx264", "-c:a", "truehd", "-strict", "-2", clip);
        await using var service = Service.Start(
            folder.Path, $"  - {{name: yard, source: {clip}, loop: on, sinks: [{{type: recording, keepFree: 0, folder: {folder.File("rec")}, segment: 2s}}]}}\n");
        await Tools.UntilAsync(() => Task.FromResult(Finished(folder.File("rec")).Length > 0), "a recording is finished", () => service.Log);
        Assert.Equal(0, await service.StopAsync());
        Assert.Single(Regex.Matches(service.Log, "has a codec that cannot be carried"));
        Assert.Equal("h264", await CodecsAsync(Finished(folder.File("rec"))[0]));
    }

    // A picture that turns white, and a beep, at the same moments: each two seconds.
    private static async Task<string> ClipAsync(TemporaryFolder folder, string codec, string rate)
    {
        var path = folder.File("clip.mkv");
        await Tools.RunAsync(
            "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=10:duration=60",
            "-f", "lavfi", "-i", $"aevalsrc='if(lt(mod(t,2),0.2),sin(2*PI*1000*t),0)':s={rate}:d=60",
            "-vf", "format=gray,drawbox=enable='lt(mod(t,2),0.2)':color=white:t=fill,format=yuv420p",
            "-c:v", "libx264", "-bf", "0", "-g", "10", "-c:a", codec, path);
        return path;
    }

    private static string[] Finished(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.m??", SearchOption.AllDirectories).Order()] : [];

    private static (string Colored, string Original)[] Pairs(string[] finished) =>
        [.. finished.Select(path => (path, path.Replace(".mp4", "-original.mp4"))).Where(pair => pair.path != pair.Item2 && finished.Contains(pair.Item2))];

    private static async Task<string> CodecsAsync(string path) => string.Join(',', (await Tools.RunAsync(
        "ffprobe", "-v", "error", "-show_entries", "stream=codec_name", "-of", "default=nk=1:nw=1", path)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct());

    // How many there are, each with its beep. A busy machine may drop all frames of one.
    private static async Task<int> FlashesInStepAsync(string path)
    {
        var flashes = await FlashesAsync(path);
        var beeps = await BeepsAsync("-i", path);
        Assert.All(flashes, flash => Assert.Contains(beeps, beep => Math.Abs(beep - flash) <= Step));
        return flashes.Length;
    }

    // Times at which the picture turns white; one that is white from the start began before.
    private static async Task<double[]> FlashesAsync(string path)
    {
        var lines = (await Tools.RunAsync(
            "ffprobe", "-v", "fatal", "-f", "lavfi", "-i", $"movie={path},signalstats",
            "-show_entries", "frame=pts_time:frame_tags=lavfi.signalstats.YAVG", "-of", "csv=p=0")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var frames = lines.Select(line => line.Trim(',').Split(',').Select(Number).ToArray()).ToArray();
        return [.. frames.Zip(frames.Skip(1)).Where(pair => pair.First[1] < 200 && pair.Second[1] > 200).Select(pair => pair.Second[0])];
    }

    private static async Task<double[]> BeepsAsync(params string[] input)
    {
        var log = await Tools.RunAsync("sh", ["-c", "ffmpeg -hide_banner -nostats \"$@\" -vn -af silencedetect=noise=-30dB:d=0.5 -f null - 2>&1", "sh", .. input]);
        return [.. Regex.Matches(log, @"silence_end: ([0-9.]+)").Select(match => Number(match.Groups[1].Value))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
