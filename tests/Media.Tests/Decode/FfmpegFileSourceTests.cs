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

    [Fact]
    public async Task AClockThatJumpsBackIsSaidAndMended()
    {
        using var folder = new TempFolder();
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=162x122:r=25:d=2", "-f", "lavfi", "-i", "sine=d=2", "-c:v", "mpeg2video", "-c:a", "mp2", folder["a.ts"]);
        var once = await File.ReadAllBytesAsync(folder["a.ts"], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(folder["in.ts"], [.. once, .. once, .. once], TestContext.Current.CancellationToken);
        var facts = await MediaProbe.ProbeAsync(folder["in.ts"], TestContext.Current.CancellationToken);
        var source = new FfmpegFileSource(facts, new DecodeOptions());
        var broken = await Collected.FromAsync(source);
        Assert.Equal(SourceEnd.TimestampsBroken, broken.Outcome.End);
        Assert.Equal($"The clock of '{folder["in.ts"]}' jumps back at frame 50: its timestamps have to be mended.", broken.Outcome.Sentence);
        var mended = await Collected.FromAsync(new FfmpegFileSource(facts, source.Remedy(broken.Outcome)!));
        Assert.InRange(mended.Digests.Count, 148, 150);
        var times = mended.Pts.Select(p => (decimal)p * mended.TimeBase.Numerator / mended.TimeBase.Denominator).ToArray();
        Assert.Equal(Ffmpeg.Times(folder["a.ts"])[0], times[0]);
        Assert.InRange(times[^1] - times[0], 5.8m, 6.1m);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0.03m, 0.13m));
        var remarks = await Encode.Workshop.RemakeAsync(folder["in.ts"], folder["out.mkv"], decode: new DecodeOptions { MendTimestamps = true });
        Assert.Empty(remarks);
        Assert.InRange(Encode.SampleFilm.Packets(folder["out.mkv"], "a:0").Length, 225, 240);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task DecodesWithAThreadForEveryTwoProcessorsUnlessToldOtherwise(int asked)
    {
        using var folder = new TempFolder();
        Ffmpeg.Run("-f", "lavfi", "-i", "color=gray:s=64x48:r=25:d=0.2", "-c:v", "libx264", folder["in.mkv"]);
        var facts = await MediaProbe.ProbeAsync(folder["in.mkv"], TestContext.Current.CancellationToken);
        var words = new FfmpegFileSource(facts, new DecodeOptions { Threads = asked }).Arguments().ToList();
        var threads = asked > 0 ? asked : Math.Max(1, Environment.ProcessorCount / 2);
        Assert.Equal($"{threads}", words[words.IndexOf("-threads") + 1]);
        Assert.True(words.IndexOf("-threads") < words.IndexOf("-i"));
    }

    [Theory]
    [InlineData("in.mkv", 0.4)]
    [InlineData("in.mp4", 0.4)]
    [InlineData("in.ts", 0.4)]
    public async Task GarbageInTheMiddleCostsAFewFramesAndNoTimes(string name, double where)
    {
        using var folder = new TempFolder();
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=322x242:r=25:d=4,noise=alls=20:allf=t", "-c:v", "libx264", "-g", "25", "-movflags", "+faststart", folder[name]);
        var sound = Ffmpeg.Times(folder[name]);
        var bytes = await File.ReadAllBytesAsync(folder[name], TestContext.Current.CancellationToken);
        new Random(1).NextBytes(bytes.AsSpan((int)(bytes.Length * where), 60000));
        await File.WriteAllBytesAsync(folder[name], bytes, TestContext.Current.CancellationToken);
        var got = await DecodeAsync(folder[name], new DecodeOptions { Threads = 1 });
        Assert.Equal(SourceEnd.Damaged, got.Outcome.End);
        Assert.InRange(got.Pts.Count, 70, 100);
        var times = got.Pts.Select(p => decimal.Round((decimal)p * got.TimeBase.Numerator / got.TimeBase.Denominator, 6)).ToArray();
        Assert.Empty(times.Except(sound));
        Assert.Equal(sound[^1], times[^1]);
    }

    [Theory]
    [InlineData("in.mkv")]
    [InlineData("in.mp4")]
    public async Task ACutOffFileGivesWhatIsThere(string name)
    {
        using var folder = new TempFolder();
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=322x242:r=25:d=4,noise=alls=20:allf=t", "-c:v", "libx264", "-g", "25", "-movflags", "+faststart", folder[name]);
        var bytes = await File.ReadAllBytesAsync(folder[name], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(folder[name], bytes[..(bytes.Length * 6 / 10)], TestContext.Current.CancellationToken);
        var got = await DecodeAsync(folder[name], new DecodeOptions { Threads = 1 });
        Assert.Equal(SourceEnd.Damaged, got.Outcome.End);
        Assert.InRange(got.Pts.Count, 50, 65);
        var missing = name == "in.mp4" ? " of 100 promised" : "";
        Assert.StartsWith($"The film '{folder[name]}' is damaged: {got.Pts.Count} frames{missing} could be decoded, with ", got.Outcome.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bgr24", "png")]
    [InlineData("pal8", "gif")]
    [InlineData("gbrp10le", "ffv1")]
    public async Task SourcesWithoutLumaGetOneInADocumentedWay(string format, string codec)
    {
        using var folder = new TempFolder();
        var path = folder[codec == "gif" ? "in.gif" : "in.mkv"];
        // Pure green: Y' of BT.601 at limited range is 16 + 219 * 0.587.
        Ffmpeg.Run("-f", "lavfi", "-i", "color=0x00ff00:s=64x48:r=25:d=0.2,format=gbrp", "-pix_fmt", format == "pal8" ? "rgb8" : format, "-c:v", codec, path);
        var facts = await MediaProbe.ProbeAsync(path, TestContext.Current.CancellationToken);
        Assert.False(facts.Video.HasLuma);
        var got = await Collected.FromAsync(new FfmpegFileSource(facts, new DecodeOptions()));
        Assert.Equal(SourceEnd.EndOfStream, got.Outcome.End);
        var scale = got.Layout.BitDepth == 8 ? 1 : 4;
        Assert.InRange(got.FirstSample, (144 * scale) - scale, (145 * scale) + scale);
    }

    [Fact]
    public async Task DeinterlacingKeepsTheFrameCount()
    {
        using var folder = new TempFolder();
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=160x120:r=50:d=1,interlace", "-c:v", "libx264", "-flags", "+ildct+ilme", folder["in.mp4"]);
        var facts = await MediaProbe.ProbeAsync(folder["in.mp4"], TestContext.Current.CancellationToken);
        Assert.True(facts.Video.IsInterlaced);
        var got = await Collected.FromAsync(new FfmpegFileSource(facts, new DecodeOptions { Deinterlace = true }));
        Assert.Equal((SourceEnd.EndOfStream, 25), (got.Outcome.End, got.Pts.Count));
        Assert.NotEqual(Ffmpeg.LumaDigests(folder["in.mp4"]), got.Digests);
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
