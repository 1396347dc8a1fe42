using System.Globalization;
using StreamColorizer.Core.Frames;
using StreamColorizer.Media.Decode;
using StreamColorizer.Media.Encode;
using StreamColorizer.Media.Probe;

namespace Media.Tests.Encode;

/// <summary>When the last frame ends, which no later frame says.</summary>
public sealed class DurationTests
{
    private static readonly string[] X264 = ["-c:v", "libx264", "-preset", "ultrafast", "-bf", "3"];

    [Theory]
    [InlineData("in.mkv", "out.mkv")]
    [InlineData("in.mp4", "out.mkv")]
    [InlineData("in.mkv", "out.mp4")]
    [InlineData("in.mp4", "out.mov")]
    public async Task AFilmOfOneFrameLastsAsLongAsThatFrame(string input, string output)
    {
        using var folder = new TempFolder();
        Ffmpeg.Run(["-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=0.04", .. X264, folder[input]]);
        Assert.Empty(await Workshop.RemakeAsync(folder[input], folder[output]));
        Assert.Equal(0.04, Length(folder[output]), 0.001);
    }

    [Theory]
    [InlineData("in.mkv", "out.mkv")]
    [InlineData("in.mkv", "out.mp4")]
    [InlineData("in.mp4", "out.mp4")]
    [InlineData("in.mp4", "out.mkv")]
    [InlineData("in.mkv", "out.mkv", "sound")]
    [InlineData("in.mkv", "out.mp4", "sound")]
    public async Task APictureThatStandsAtTheEndIsKept(string input, string output, string? sound = null)
    {
        using var folder = new TempFolder();
        MakeStill(folder, input, sound is null ? [] : ["-f", "lavfi", "-i", "sine=d=3", "-c:a", "flac", "-map", "0", "-map", "1"]);
        Assert.Equal(11.96, Length(folder[input]), 0.001);
        Assert.Empty(await Workshop.RemakeAsync(folder[input], folder[output]));
        Assert.Equal(11.96, Length(folder[output]), 0.001);
    }

    [Theory]
    [InlineData("in.mkv", "out.mkv")]
    [InlineData("in.mp4", "out.mp4")]
    [InlineData("in.mp4", "out.mkv")]
    public async Task TheLastFrameOfAVariableRateKeepsItsEnd(string input, string output)
    {
        using var folder = new TempFolder();
        // The last step takes 220 ms, the last frame 20 ms. No B-frames, for MP4 has a length for the last one coded only.
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=160x120:r=50:d=2", "-vf", "select='not(mod(n\\,3))*lt(n\\,89)+eq(n\\,98)'",
            "-fps_mode", "passthrough", "-enc_time_base", "1/90000", "-c:v", "libx264", "-preset", "ultrafast", "-bf", "0",
            "-video_track_timescale", "90000", folder["a" + input]);
        var lasting = input == "in.mp4" ? 1800 : 20;
        Ffmpeg.Run("-i", folder["a" + input], "-c", "copy", "-video_track_timescale", "90000",
            "-bsf:v", $@"setts=pts=PTS:dts=DTS:duration=if(gte(N\,30)\,{lasting}\,DURATION)", folder[input]);
        var expected = Length(folder[input]);
        Assert.Equal(1.98, expected, 0.001);
        Assert.Empty(await Workshop.RemakeAsync(folder[input], folder[output]));
        Assert.Equal(expected, Length(folder[output]), 0.001);
    }

    [Fact]
    public async Task TheEndOfSoundIsNotThePicturesEnd()
    {
        using var folder = new TempFolder();
        Ffmpeg.Run(["-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=1", "-f", "lavfi", "-i", "sine=d=3", .. X264, "-c:a", "aac", folder["in.mkv"]]);
        Assert.Empty(await Workshop.RemakeAsync(folder["in.mkv"], folder["out.mp4"]));
        Assert.Equal(1, Number(Ffmpeg.Probe("-select_streams", "v", "-show_entries", "stream=duration", "-of", "csv=p=0", folder["out.mp4"])), 0.001);
    }

    [Theory]
    [InlineData("out.mkv")]
    [InlineData("out.mp4")]
    public async Task ACutEndsTheLastFrame(string output)
    {
        using var folder = new TempFolder();
        MakeStill(folder, "in.mp4");
        await Workshop.RemakeAsync(folder["in.mp4"], folder[output],
            decode: new DecodeOptions { From = TimeSpan.FromSeconds(1), To = TimeSpan.FromSeconds(5) });
        Assert.Equal(4, Length(folder[output]), 0.001);
    }

    [Theory]
    [InlineData("in.mkv")]
    [InlineData("in.avi")]
    public async Task AFilmThatBreaksOffEndsWithItsLastFrame(string input)
    {
        using var folder = new TempFolder();
        Ffmpeg.Run(["-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=8", "-c:v", "mjpeg", folder["whole" + input]]);
        await File.WriteAllBytesAsync(folder[input],
            File.ReadAllBytes(folder["whole" + input])[..^200_000],
            TestContext.Current.CancellationToken);
        await Workshop.RemakeAsync(folder[input], folder["out.mkv"], isDamaged: true);
        Assert.Equal((double)Ffmpeg.Times(folder["out.mkv"])[^1] + 0.04, Length(folder["out.mkv"]), 0.001);
    }

    [Theory]
    [InlineData("film.mkv", 2000, null)]
    [InlineData("film.mp4", 2000, null)]
    [InlineData("film.mkv", 2500, "ends 500 ms too early")]
    [InlineData("film.mp4", 1970, "ends 30 ms too late")]
    public async Task AnotherEndThanTheOneAskedForIsSaid(string name, long end, string? said)
    {
        using var folder = new TempFolder();
        Ffmpeg.Run(["-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=2", .. X264, folder[name]]);
        var facts = await MediaProbe.ProbeHeadAsync(folder[name], TestContext.Current.CancellationToken);
        var request = new JoinRequest
        {
            Source = facts,
            Decode = new DecodeOptions(),
            Encode = EncodePlan.For(new EncodeOptions(), facts.Video),
            TimeBase = new TimeBase(1, 1000),
            Pts = [.. Ffmpeg.Times(folder[name]).Select(seconds => (long)(seconds * 1000))],
            Segments = [],
            Output = folder[name],
            Container = OutputContainer.Choose(Path.GetExtension(name), VideoCodec.X264).Container,
            Comment = "",
        };
        var remarks = await JoinCheck.RunAsync(request, end, TestContext.Current.CancellationToken);
        Assert.Equal(
            said is null ? null : $"The last frame {said}: every frame has its time, the film's length is off by that.",
            remarks.SingleOrDefault());
    }

    // Two seconds of motion; the last of its fifty pictures stands for ten.
    private static void MakeStill(TempFolder folder, string name, params string[] more)
    {
        var rate = Path.GetExtension(name) == ".mp4" ? 90000 : 1000;
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=2", "-c:v", "libx264", "-preset", "ultrafast", folder["a" + name]);
        Ffmpeg.Run(["-i", folder["a" + name], .. more, "-c:v", "copy", "-video_track_timescale", "90000",
            "-bsf:v", $@"setts=pts=PTS:dts=DTS:duration=if(gte(N\,49)\,10*{rate}\,DURATION)", folder[name]]);
    }

    private static double Length(string path) =>
        Number(Ffmpeg.Probe("-show_entries", "format=duration", "-of", "csv=p=0", path));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
