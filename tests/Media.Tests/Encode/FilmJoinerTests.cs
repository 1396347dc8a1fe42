using StreamColorizer.Media.Decode;
using StreamColorizer.Media.Encode;

namespace Media.Tests.Encode;

public sealed class FilmJoinerTests
{
    [Theory]
    [InlineData("in.mkv", "out.mkv")]
    [InlineData("in.mp4", "out.mp4")]
    [InlineData("in.mp4", "out.mkv")]
    [InlineData("in.mkv", "out.mp4")]
    [InlineData("in.ts", "out.ts")]
    [InlineData("in.ts", "out.mov")]
    public async Task EveryFrameComesOutAtItsTime(string input, string output)
    {
        using var folder = new TempFolder();
        SampleFilm.Make(folder, input);
        await Workshop.RemakeAsync(folder[input], folder[output]);
        AssertSameTimes(Ffmpeg.Times(folder[input]), Ffmpeg.Times(folder[output]));
        var sound = SampleFilm.Packets(folder[input], "a:1");
        Assert.Equal(sound.Length, SampleFilm.Packets(folder[output], "a:1").Length);
        // Sound that is copied keeps its padding, up to one packet of it.
        Assert.Equal(Length(folder[input]), Length(folder[output]), 0.025);
    }

    [Theory]
    [InlineData(VideoCodec.X265, "out.mp4", "hevc")]
    [InlineData(VideoCodec.X265, "out.ts", "hevc")]
    [InlineData(VideoCodec.Av1, "out.mp4", "av1")]
    [InlineData(VideoCodec.Av1, "out.mkv", "av1")]
    [InlineData(VideoCodec.ProRes, "out.mov", "prores")]
    [InlineData(VideoCodec.Ffv1, "out.mkv", "ffv1")]
    public async Task EveryCodecGoesIntoItsContainers(VideoCodec codec, string output, string name)
    {
        using var folder = new TempFolder();
        // Starts late enough for MPEG-TS, which holds no times below zero.
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=2", "-vf", "setpts=PTS+1.4/TB", "-copyts", "-c:v", "libx264", "-bf", "3",
            "-video_track_timescale", "90000", "-movie_timescale", "90000", folder["in.mp4"]);
        var fast = codec switch { VideoCodec.X265 => "ultrafast", VideoCodec.Av1 => "12", _ => null };
        Assert.Empty(await Workshop.RemakeAsync(folder["in.mp4"], folder[output], new EncodeOptions { Codec = codec, Preset = fast }));
        AssertSameTimes(Ffmpeg.Times(folder["in.mp4"]), Ffmpeg.Times(folder[output]));
        Assert.Equal($"{name},tv,smpte170m", Tag(folder[output], "stream=codec_name,color_range,color_space").Split('\n')[0].TrimEnd(','));
    }

    [Theory]
    [InlineData("bff", "1,0")]
    [InlineData("tff", "1,1")]
    public async Task InterlacedFilmsKeepTheirFieldOrder(string order, string flags)
    {
        using var folder = new TempFolder();
        Ffmpeg.Run("-f", "lavfi", "-i", $"testsrc2=s=160x120:r=50:d=1,interlace=scan={order},setfield={order}", "-c:v", "libx264", "-flags", "+ildct+ilme",
            "-top", flags[^1..], folder["in.mp4"]);
        Assert.Equal(flags, Fields(folder["in.mp4"]));
        foreach (var codec in (VideoCodec[])[VideoCodec.X264, VideoCodec.ProRes])
        {
            await Workshop.RemakeAsync(folder["in.mp4"], folder["out.mov"], new EncodeOptions { Codec = codec });
            Assert.Equal(flags, Fields(folder["out.mov"]));
        }

        await Workshop.RemakeAsync(folder["in.mp4"], folder["out.mkv"], new EncodeOptions { Codec = VideoCodec.Ffv1 });
        Assert.Equal(order == "bff" ? "bb" : "tt", Tag(folder["out.mkv"], "stream=field_order"));
    }

    [Fact]
    public async Task AContainerThatCannotHoldTheCodecBecomesItsKinOrMatroska()
    {
        Assert.Equal((".mov", "The container .mp4 cannot hold prores: the output is .mov."), Choice(".mp4", VideoCodec.ProRes));
        Assert.Equal((".mp4", "The container .mov cannot hold av1: the output is .mp4."), Choice(".mov", VideoCodec.Av1));
        Assert.Equal((".mkv", "The container .webm cannot hold prores: the output is .mkv."), Choice(".webm", VideoCodec.ProRes));
        Assert.Equal((".mkv", "The container .mp4 cannot hold ffv1: the output is .mkv."), Choice(".mp4", VideoCodec.Ffv1));
        Assert.Equal((".mkv", "The container .avi is not written, for it cannot keep all timestamps or streams: the output is .mkv."), Choice(".avi", VideoCodec.X264));
        Assert.Equal((".mov", null), Choice(".MOV", VideoCodec.ProRes));
        using var folder = new TempFolder();
        SampleFilm.Make(folder, "in.mkv");
        var remarks = await Workshop.RemakeAsync(folder["in.mkv"], folder["out.webm"], new EncodeOptions { Codec = VideoCodec.Av1, Preset = "12" });
        Assert.Equal(
            [
                "The audio stream 1 (aac, eng) was left out, for .webm cannot hold it; .mkv could.",
                "The audio stream 2 (aac, ita) was left out, for .webm cannot hold it; .mkv could.",
                "The subtitle stream 3 (subrip, eng) was converted to webvtt, for .webm cannot hold it as it is.",
                "The attachment stream 4 (ttf) was left out, for .webm cannot hold it; .mkv could.",
            ],
            remarks);
    }

    [Fact]
    public async Task AllThatTheSourceCarriesIsCarriedOver()
    {
        using var folder = new TempFolder();
        SampleFilm.Make(folder, "in.mkv");
        var remarks = await Workshop.RemakeAsync(folder["in.mkv"], folder["out.mkv"], new EncodeOptions { Codec = VideoCodec.Ffv1 });
        Assert.Empty(remarks);
        Assert.Equal(Ffmpeg.LumaDigests(folder["in.mkv"]), Ffmpeg.LumaDigests(folder["out.mkv"]));
        foreach (var stream in (string[])["a:0", "a:1", "s:0"])
            Assert.Equal(SampleFilm.Packets(folder["in.mkv"], stream), SampleFilm.Packets(folder["out.mkv"], stream));
        string[] facts =
        [
            "-show_entries", "stream=index,codec_type,sample_aspect_ratio:stream_tags=language:chapter=start_time,end_time:chapter_tags:format_tags=title",
            "-of", "compact=p=0",
        ];
        Assert.Equal(Ffmpeg.Probe([.. facts, folder["in.mkv"]]), Ffmpeg.Probe([.. facts, folder["out.mkv"]]));
        Assert.Equal("from the attic; colorized by a test", Tag(folder["out.mkv"], "format_tags=comment"));
        Assert.Equal("tv,smpte170m,smpte170m,smpte170m,progressive",
            Ffmpeg.Probe("-select_streams", "v", "-show_entries", "stream=color_range,color_space,color_transfer,color_primaries,field_order",
                "-of", "csv=p=0", folder["out.mkv"]).Trim().Replace("unknown", "progressive", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SubtitlesAreConvertedOnlyWhereTheContainerForcesIt()
    {
        using var folder = new TempFolder();
        SampleFilm.Make(folder, "in.mkv");
        var remarks = await Workshop.RemakeAsync(folder["in.mkv"], folder["out.mp4"]);
        Assert.Equal(
            [
                "The subtitle stream 3 (subrip, eng) was converted to mov_text, for .mp4 cannot hold it as it is.",
                "The attachment stream 4 (ttf) was left out, for .mp4 cannot hold it; .mkv could.",
            ],
            remarks);
        Assert.Equal("mov_text", Tag(folder["out.mp4"], "stream=codec_name", "s:0"));
    }

    [Fact]
    public async Task VariableRateWithReorderedFramesKeepsItsTimes()
    {
        using var folder = new TempFolder();
        // Steps between 20 and 180 ms, first timestamp 0.7 s.
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=162x122:r=50:d=6", "-vf", "select='lt(random(1)\\,0.4)',setpts=PTS+0.7/TB", "-fps_mode", "passthrough",
            "-enc_time_base", "1/90000", "-copyts", "-c:v", "libx264", "-bf", "3", "-video_track_timescale", "90000", "-movie_timescale", "90000",
            folder["in.mp4"]);
        var times = Ffmpeg.Times(folder["in.mp4"]);
        Assert.True(times.Length > 60 && times[0] >= 0.7m);
        await Workshop.RemakeAsync(folder["in.mp4"], folder["out.mp4"], new EncodeOptions { Preset = "medium" });
        Assert.Equal(times, Ffmpeg.Times(folder["out.mp4"]));
        await Workshop.RemakeAsync(folder["in.mp4"], folder["out.mkv"], new EncodeOptions { Preset = "medium" });
        AssertSameTimes(times, Ffmpeg.Times(folder["out.mkv"]));
    }

    [Theory]
    [InlineData("in.mkv", "out.mkv")]
    [InlineData("in.mp4", "out.mp4")]
    [InlineData("in.ts", "out.mkv")]
    public async Task ACutCutsSoundAndSubtitlesAlike(string input, string output)
    {
        using var folder = new TempFolder();
        SampleFilm.Make(folder, input);
        var range = new DecodeOptions { From = TimeSpan.FromSeconds(1), To = TimeSpan.FromSeconds(3) };
        await Workshop.RemakeAsync(folder[input], folder[output], decode: range);
        var times = Ffmpeg.Times(folder[output]);
        Assert.Equal(50, times.Length);
        Assert.InRange(times[0], 0, 0.04m);
        var sound = SampleFilm.Packets(folder[output], "a:0").Select(p => Number(p.Split(',')[0])).ToArray();
        Assert.InRange(sound[0], 0, 0.03);
        Assert.InRange(sound[^1], 1.95, 2);
        if (input == "in.ts")
            return;
        // MP4 fills the time between subtitles with empty ones of two bytes.
        var subtitles = SampleFilm.Packets(folder[output], "s:0").Where(p => !p.EndsWith(",2", StringComparison.Ordinal));
        Assert.Equal(1, Number(subtitles.Last().Split(',')[0]), 0.03);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(-90)]
    public async Task RotationIsCarriedOver(int rotation)
    {
        using var folder = new TempFolder();
        SampleFilm.Make(folder, "a.mp4");
        Ffmpeg.Run("-i", folder["a.mp4"], "-map", "0:v", "-map", "0:a", "-c", "copy", "-metadata:s:v", $"rotate={rotation}", folder["in.mp4"]);
        var before = Rotation(folder["in.mp4"]);
        Assert.NotEqual("", before);
        Assert.Empty(await Workshop.RemakeAsync(folder["in.mp4"], folder["out.mp4"]));
        Assert.Equal(before, Rotation(folder["out.mp4"]));
        var remarks = await Workshop.RemakeAsync(folder["in.mp4"], folder["out.mkv"]);
        Assert.Equal($"The rotation by {before} degrees was left out, for .mkv cannot hold it; .mp4 and .mov could.", Assert.Single(remarks));
    }

    private static (string Extension, string? Remark) Choice(string extension, VideoCodec codec)
    {
        var (container, remark) = OutputContainer.Choose(extension, codec);
        return (container.Extension, remark);
    }

    private static string Fields(string path) =>
        Ffmpeg.Probe("-select_streams", "v", "-read_intervals", "%+#1", "-show_entries", "frame=interlaced_frame,top_field_first", "-of", "csv=p=0", path)
            .Split('\n')[0].TrimEnd(',');

    private static string Rotation(string path) =>
        Ffmpeg.Probe("-select_streams", "v", "-show_entries", "stream_side_data=rotation", "-of", "csv=p=0", path).Trim();

    private static double Length(string path)
    {
        var parts = Tag(path, "format=start_time,duration").Split(',');
        var (start, duration) = (Number(parts[0]), Number(parts[1]));
        // MOV counts from zero, MPEG-TS from the first timestamp.
        return path.EndsWith(".mov", StringComparison.Ordinal) ? duration - start : duration;
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string Tag(string path, string entry, string stream = "v") =>
        Ffmpeg.Probe("-select_streams", stream, "-show_entries", entry, "-of", "csv=p=0", path).Trim().TrimEnd(',');

    private static void AssertSameTimes(decimal[] expected, decimal[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange(Math.Abs(expected[i] - actual[i]), 0, 0.001m);
    }
}
