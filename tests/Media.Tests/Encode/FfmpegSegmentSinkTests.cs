using StreamColorizer.Core.Errors;
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

    [Fact]
    public async Task AnEncoderThatDiesIsNamedWithItsLastWords()
    {
        using var folder = new TempFolder();
        MakeRaw(folder["in.mkv"], "yuv420p", 64, 48);
        var fault = await Assert.ThrowsAsync<ColorizerException>(
            () => EncodeAsync(folder["in.mkv"], folder["no/such/out.nut"], new EncodeOptions()));
        Assert.Matches(
            $"^The encoder of '{folder["no/such/out.nut"]}' broke down after \\d+ frames \\(.*No such file or directory\\): "
            + "run the command again to go on from the last finished segment\\.$", fault.Message);
    }

    private static void MakeRaw(string path, string format, int width, int height)
    {
        // lavfi's sources make even sizes only; raw bytes make any.
        var raw = path + ".raw";
        var bytes = new byte[width * height * 12];
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
        await Workshop.EncodeAsync(source, async frames =>
        {
            FfmpegSegmentSink? sink = null;
            await foreach (var frame in frames)
            {
                using (frame)
                {
                    sink ??= new FfmpegSegmentSink(output, frame.Layout, source.TimeBase, facts.Video, plan);
                    Workshop.Neutralize(frame);
                    await sink.WriteAsync(frame, Token);
                }
            }

            await using (sink)
                await sink!.CompleteAsync(Token);
        });
    }
}
