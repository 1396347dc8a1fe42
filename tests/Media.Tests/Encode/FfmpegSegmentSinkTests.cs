using System.Diagnostics;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Media.Decode;
using StreamColorizer.Media.Encode;
using StreamColorizer.Media.Probe;

namespace Media.Tests.Encode;

public sealed class FfmpegSegmentSinkTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("yuv420p", 162, 122)]
    [InlineData("yuv420p10le", 162, 122)]
    [InlineData("gray16le", 162, 122)]
    [InlineData("yuv420p", 161, 121)]
    [InlineData("yuv420p", 175, 143)]
    [InlineData("yuv420p", 1, 1)]
    public async Task Ffv1GivesTheLumaBackBitForBit(string format, int width, int height)
    {
        using var folder = new TempFolder();
        MakeRaw(folder["in.mkv"], format, width, height);
        await EncodeAsync(folder["in.mkv"], folder["out.nut"], new EncodeOptions { Codec = VideoCodec.Ffv1 });
        Assert.Equal(Ffmpeg.LumaDigests(folder["in.mkv"]), Ffmpeg.LumaDigests(folder["out.nut"]));
        Assert.Equal(Ffmpeg.Times(folder["in.mkv"]), Ffmpeg.Times(folder["out.nut"]));
    }

    [Theory]
    [InlineData(VideoCodec.X264, "yuv420p", 64, 48, "yuv420p")]
    [InlineData(VideoCodec.X264, "yuv420p10le", 64, 48, "yuv420p10le")]
    [InlineData(VideoCodec.X264, "yuv420p", 33, 31, "yuv444p")]
    [InlineData(VideoCodec.X265, "yuv420p12le", 64, 48, "yuv420p12le")]
    [InlineData(VideoCodec.Av1, "yuv420p", 64, 64, "yuv420p")]
    [InlineData(VideoCodec.Av1, "yuv420p", 33, 31, "yuv420p")]
    [InlineData(VideoCodec.ProRes, "yuv420p", 64, 48, "yuv422p10le")]
    public async Task EachCodecTakesEachSize(VideoCodec codec, string format, int width, int height, string expected)
    {
        using var folder = new TempFolder();
        MakeRaw(folder["in.mkv"], format, width, height);
        await EncodeAsync(folder["in.mkv"], folder["out.nut"], new EncodeOptions { Codec = codec });
        var transfer = codec == VideoCodec.ProRes ? "bt709" : "smpte170m";
        Assert.Equal(
            $"{width},{height},{expected},tv,smpte170m,{transfer},smpte170m",
            Ffmpeg.Probe("-show_entries", "stream=width,height,pix_fmt,color_range,color_space,color_transfer,color_primaries",
                "-of", "csv=p=0", folder["out.nut"]).Trim().Replace(",unspecified", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(VideoCodec.X264)]
    [InlineData(VideoCodec.X265)]
    [InlineData(VideoCodec.Av1)]
    public async Task TwoFramesAreEnough(VideoCodec codec)
    {
        using var folder = new TempFolder();
        MakeRaw(folder["in.mkv"], "yuv420p", 64, 64, frames: 2);
        await EncodeAsync(folder["in.mkv"], folder["out.nut"], new EncodeOptions { Codec = codec });
        Assert.Equal(Ffmpeg.Times(folder["in.mkv"]), Ffmpeg.Times(folder["out.nut"]));
    }

    [Fact]
    public async Task AnEncoderThatDiesIsNamedWithItsLastWords()
    {
        using var folder = new TempFolder();
        MakeRaw(folder["in.mkv"], "yuv420p", 64, 48);
        var facts = await MediaProbe.ProbeAsync(folder["in.mkv"], Token);
        var plan = EncodePlan.For(new EncodeOptions(), facts.Video);
        var source = new FfmpegFileSource(facts, new DecodeOptions { Chroma = plan.Chroma });
        var run = Workshop.RunOf(12, 6, folder["out"]);
        Directory.CreateDirectory(folder["out.0-1.nut"]);
        var fault = await Assert.ThrowsAsync<ColorizerException>(() => Workshop.EncodeAsync(source, run, facts, plan));
        Assert.Matches(
            $"^The encoder of '{folder["out"]}\\.[01]\\.nut' broke down after \\d+ frames \\(.*Is a directory\\): "
            + "run the command again to go on from the last finished segment\\.$", fault.Message);
    }

    [Theory]
    [InlineData(VideoCodec.X264)]
    [InlineData(VideoCodec.Av1)]
    public async Task AFileThatCannotBeMadeIsRefusedAtOnce(VideoCodec codec)
    {
        using var folder = new TempFolder();
        MakeRaw(folder["in.mkv"], "yuv420p", 64, 64);
        Directory.CreateDirectory(folder["out-0.nut"]);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(
            () => EncodeAsync(folder["in.mkv"], folder["out.nut"], new EncodeOptions { Codec = codec }));
    }

    [Fact]
    public async Task AnEncoderThatHangsIsEndedAtTheDeadline()
    {
        using var folder = new TempFolder();
        var (sink, run, layout) = await OpenAsync(folder, 1920, 1080);
        await using var opened = sink;
        // A stopped process takes nothing; the pipe holds less than a frame.
        await StopEncoderAsync(run);
        var fault = await Assert.ThrowsAsync<ColorizerException>(() => WriteFrameAsync(sink, layout));
        Assert.Equal($"The encoder of '{run.Files[0]}' took no frame for 1 s (frame 0 of the segment): it was ended; "
            + "run the command again to go on from the last finished segment.", fault.Message);
    }

    [Fact]
    public async Task AnEncoderThatHangsAtItsEndIsEndedAsWell()
    {
        using var folder = new TempFolder();
        var (sink, run, layout) = await OpenAsync(folder, 64, 48);
        await using var opened = sink;
        await WriteFrameAsync(sink, layout);
        await StopEncoderAsync(run);
        var fault = await Assert.ThrowsAsync<ColorizerException>(() => sink.CompleteAsync(Token));
        Assert.Equal($"The encoder of '{run.Files[0]}' stood still for 1 s (frame 1 of the segment): it was ended; "
            + "run the command again to go on from the last finished segment.", fault.Message);
    }

    [Theory]
    [InlineData(1080, 34)]
    [InlineData(48, 1)]
    public async Task X264GetsAThreadForEachProcessorAsFarAsThePictureHasRowsForThem(int height, int most)
    {
        using var folder = new TempFolder();
        MakeRaw(folder["in.mkv"], "yuv420p", 64, height, frames: 1);
        var plan = EncodePlan.For(new EncodeOptions(), (await MediaProbe.ProbeAsync(folder["in.mkv"], Token)).Video);
        Assert.Equal(["-threads:v", $"{Math.Min(most, Environment.ProcessorCount)}"], plan.Pace);
        // These would keep a film from being continued on a machine with other processors.
        Assert.DoesNotContain("-threads:v", plan.Arguments);
    }

    [Fact]
    public async Task WishesThatACodecCannotFulfilAreRefused()
    {
        using var folder = new TempFolder();
        MakeRaw(folder["in.mkv"], "gray12le", 12, 12);
        var video = (await MediaProbe.ProbeAsync(folder["in.mkv"], Token)).Video;
        Refused(new EncodeOptions { Crf = 60 }, "--crf 60 is outside of 0 to 51, the range of --codec x264: choose from it.");
        Refused(new EncodeOptions { Codec = VideoCodec.Ffv1, Crf = 1 }, "--crf 1 has no meaning with --codec ffv1: leave it out.");
        Refused(new EncodeOptions { Preset = "lazy" }, "--preset lazy is unknown to --codec x264: choose from ultrafast, superfast, veryfast, faster, fast, medium, slow, slower, veryslow, placebo.");
        Refused(new EncodeOptions { Codec = VideoCodec.ProRes, PixelFormat = "yuv420p" }, "--pixel-format yuv420p is unknown to --codec prores: choose from yuv422p10le, yuv444p10le.");
        Refused(new EncodeOptions { Codec = VideoCodec.X265 }, "x265 cannot encode 12x12, 16x16 is its least: choose --codec x264.");
        Assert.Equal(["The film has 12 bits a sample and x264 stores 10: its luma is rounded; --codec ffv1 would keep all of it."],
            EncodePlan.For(new EncodeOptions(), video).Remarks);
        Assert.Empty(EncodePlan.For(new EncodeOptions { Codec = VideoCodec.Ffv1 }, video).Remarks);

        void Refused(EncodeOptions options, string sentence)
        {
            var fault = Assert.Throws<ColorizerException>(() => EncodePlan.For(options, video));
            Assert.Equal((ExitCode.Usage, sentence), (fault.ExitCode, fault.Message));
        }
    }

    private static void MakeRaw(string path, string format, int width, int height, int frames = 12)
    {
        // lavfi's sources make even sizes only; raw bytes make any.
        var raw = path + ".raw";
        var bytes = new byte[width * height * frames];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(raw, bytes);
        Ffmpeg.Run("-f", "rawvideo", "-pix_fmt", "gray", "-s", $"{width}x{height}", "-r", "25", "-i", raw,
            "-pix_fmt", format, "-c:v", "ffv1", path);
    }

    private static async Task EncodeAsync(string input, string output, EncodeOptions options)
    {
        var facts = await MediaProbe.ProbeAsync(input, Token);
        var plan = EncodePlan.For(options, facts.Video);
        var source = new FfmpegFileSource(facts, new DecodeOptions { Chroma = plan.Chroma });
        var run = new SegmentRun([new Segment(0, 0, (await Workshop.TimesAsync(source)).Count)], [output]);
        Assert.Equal([0], await Workshop.EncodeAsync(source, run, facts, plan));
    }

    /// <summary>A sink whose encoder has a second for a frame and for its end.</summary>
    private static async Task<(FfmpegSegmentSink Sink, SegmentRun Run, PlaneLayout Layout)> OpenAsync(
        TempFolder folder, int width, int height)
    {
        MakeRaw(folder["in.mkv"], "yuv420p", width, height);
        var facts = await MediaProbe.ProbeAsync(folder["in.mkv"], Token);
        var plan = EncodePlan.For(new EncodeOptions(), facts.Video);
        var (run, layout) = (Workshop.RunOf(12, 12, folder["out"]), new PlaneLayout(width, height, 8, plan.Chroma));
        var sink = new FfmpegSegmentSink(
            run, layout, new TimeBase(1, 25), facts.Video, plan, _ => Task.CompletedTask, deadline: TimeSpan.FromSeconds(1));
        return (sink, run, layout);
    }

    private static async Task WriteFrameAsync(FfmpegSegmentSink sink, PlaneLayout layout)
    {
        using var pool = new FramePool(1, layout.TotalBytes);
        using var frame = await pool.RentAsync(layout, 0, 0, Token);
        await sink.WriteAsync(frame, Token);
    }

    private static async Task StopEncoderAsync(SegmentRun run)
    {
        using var stop = Process.Start("kill", ["-STOP", $"{Workshop.EncoderOf(run)}"]);
        await stop.WaitForExitAsync(Token);
    }
}
