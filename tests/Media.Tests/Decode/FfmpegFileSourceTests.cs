using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Decode;
using StreamColorizer.Media.Probe;

namespace Media.Tests.Decode;

public sealed class FfmpegFileSourceTests
{
    [Theory]
    [InlineData("yuv420p", "ffv1", "mkv", 8)]
    [InlineData("yuv420p", "libx264", "mp4", 8)]
    [InlineData("yuvj420p", "mjpeg", "avi", 8)]
    [InlineData("yuv422p10le", "prores_ks", "mov", 10)]
    [InlineData("yuv420p10le", "libx264", "mkv", 10)]
    [InlineData("gray10le", "ffv1", "mkv", 10)]
    [InlineData("gray12le", "ffv1", "mkv", 12)]
    [InlineData("yuyv422", "rawvideo", "nut", 8)]
    [InlineData("nv12", "rawvideo", "nut", 8)]
    [InlineData("yuv420p", "mpeg2video", "ts", 8)]
    public async Task LumaIsTheDecodedOneBitForBit(string format, string codec, string container, int depth)
    {
        using var folder = new TempFolder();
        var path = folder["in." + container];
        MakeNoise(path, format, codec);
        var got = await DecodeAsync(path);
        Assert.Equal(SourceEnd.EndOfStream, got.Outcome.End);
        Assert.Equal(depth, got.Layout.BitDepth);
        Assert.Equal(Ffmpeg.LumaDigests(path), got.Digests);
        Assert.Equal(Ffmpeg.Times(path), got.Pts.Select(p => decimal.Round((decimal)p * got.TimeBase.Numerator / got.TimeBase.Denominator, 6)));
        Assert.Equal(Enumerable.Range(0, got.Pts.Count).Select(i => (long)i), got.Indexes);
    }

    [Fact]
    public async Task ARangeDeliversItsFramesOnly()
    {
        using var folder = new TempFolder();
        MakeNoise(folder["in.mkv"], "yuv420p", "libx264");
        var got = await DecodeAsync(folder["in.mkv"], new DecodeOptions { From = TimeSpan.FromSeconds(0.4), To = TimeSpan.FromSeconds(0.8) });
        Assert.Equal(Ffmpeg.LumaDigests(folder["in.mkv"])[10..20], got.Digests);
        Assert.Equal(SourceEnd.EndOfStream, got.Outcome.End);
    }

    internal static void MakeNoise(string path, string format, string codec, string size = "162x122", string seconds = "1") => Ffmpeg.Run(
        "-f", "lavfi", "-i", $"testsrc2=s={size}:r=25:d={seconds},noise=alls=60:allf=t", "-pix_fmt", format, "-c:v", codec,
        "-bf", codec == "libx264" ? "3" : "0", path);

    internal static async Task<Collected> DecodeAsync(string path, DecodeOptions? options = null)
    {
        var facts = await MediaProbe.ProbeAsync(path, TestContext.Current.CancellationToken);
        return await Collected.FromAsync(new FfmpegFileSource(facts, options ?? new DecodeOptions()));
    }
}
