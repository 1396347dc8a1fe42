using System.Threading.Channels;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Decode;
using StreamColorizer.Media.Probe;

namespace Media.Tests.Decode;

/// <summary>What a plan is made from: the frames that a film has, with fewer rows.</summary>
public sealed class ThinLumaTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(718, 718)]
    [InlineData(719, 360)]
    [InlineData(720, 360)]
    [InlineData(1080, 540)]
    [InlineData(1440, 360)]
    [InlineData(4320, 540)]
    public void EverySecondRowIsLeftOutWhileEnoughStay(int height, int rows)
    {
        Assert.Equal(rows, ThinLuma.Rows(height));
        for (var i = ThinLuma.Halvings(height); i > 0; i--)
            height = (height + 1) / 2;
        Assert.Equal(rows, height);
    }

    [Theory]
    [InlineData("yuv420p", "ffv1", "32x1442")]
    [InlineData("yuv420p", "ffv1", "31x1439")]
    [InlineData("yuv422p10le", "ffv1", "32x722")]
    [InlineData("gray12le", "ffv1", "33x721")]
    [InlineData("gray16be", "ffv1", "16x800")]
    [InlineData("yuyv422", "rawvideo", "32x732")]
    [InlineData("nv12", "rawvideo", "32x1442")]
    [InlineData("yuv420p", "ffv1", "2x2")]
    [InlineData("yuv420p", "ffv1", "1x1")]
    public async Task ItsRowsAreRowsOfTheFilm(string format, string codec, string size)
    {
        using var folder = new TempFolder();
        var path = folder[codec == "ffv1" ? "in.mkv" : "in.nut"];
        Ffmpeg.Run("-f", "lavfi", "-i", $"nullsrc=s={size}:r=25:d=0.2,format=gray,noise=all_seed=7:alls=60:allf=t", "-pix_fmt", format, "-c:v", codec, path);
        var facts = await MediaProbe.ProbeAsync(path, Token);
        var (thin, full) = (new FfmpegFileSource(facts, new DecodeOptions { IsThin = true }), new FfmpegFileSource(facts, new DecodeOptions()));
        var step = 1 << ThinLuma.Halvings(facts.Video.Height);
        var (expected, got) = (await PlanesAsync(full), await PlanesAsync(thin));

        Assert.Equal(5, got.Count);
        Assert.All(got, plane => Assert.Equal(ThinLuma.Rows(facts.Video.Height), plane.Length));
        Assert.Equal(expected.Select(rows => rows.Where((_, y) => y % step == 0)), got);
    }

    [Theory]
    [InlineData("libx264", "in.mkv")]
    [InlineData("libx264", "in.ts")]
    [InlineData("mpeg2video", "in.ts")]
    public async Task FramesAndTimesAreTheFilms(string codec, string name)
    {
        using var folder = new TempFolder();
        FfmpegFileSourceTests.MakeNoise(folder[name], "yuv420p", codec, size: "64x960");
        foreach (var options in new[]
        {
            new DecodeOptions(),
            new DecodeOptions { From = TimeSpan.FromSeconds(0.4), To = TimeSpan.FromSeconds(0.8) },
            new DecodeOptions { Deinterlace = true },
            new DecodeOptions { MendTimestamps = true },
        })
        {
            var full = await FfmpegFileSourceTests.DecodeAsync(folder[name], options);
            var thin = await FfmpegFileSourceTests.DecodeAsync(folder[name], options with { IsThin = true });

            Assert.Equal(480, thin.Layout.Height);
            Assert.Equal((full.Outcome, full.TimeBase), (thin.Outcome, thin.TimeBase));
            Assert.Equal(full.Pts, thin.Pts);
            Assert.Equal(full.Indexes, thin.Indexes);
        }
    }

    [Fact]
    public async Task ANewPictureSizeIsSaidInRowsOfTheFilm()
    {
        using var folder = new TempFolder();
        foreach (var (name, size) in new[] { ("a.264", "64x960"), ("b.264", "64x968") })
            Ffmpeg.Run("-f", "lavfi", "-i", $"testsrc2=s={size}:r=25:d=1", "-bf", "0", "-c:v", "libx264", folder[name]);
        byte[] both = [.. await File.ReadAllBytesAsync(folder["a.264"], Token), .. await File.ReadAllBytesAsync(folder["b.264"], Token)];
        await File.WriteAllBytesAsync(folder["both.264"], both, Token);
        Ffmpeg.Run("-fflags", "+genpts", "-r", "25", "-i", folder["both.264"], "-c", "copy", folder["in.mkv"]);

        foreach (var isThin in new[] { true, false })
        {
            var got = await FfmpegFileSourceTests.DecodeAsync(folder["in.mkv"], new DecodeOptions { IsThin = isThin });
            Assert.Equal(SourceEnd.LayoutChanged, got.Outcome.End);
            Assert.Equal($"The picture of '{folder["in.mkv"]}' changes its size after frame 24 (it began with 64x960): "
                + "what follows has to be scaled to the first size.", got.Outcome.Sentence);
        }

        var scaled = await FfmpegFileSourceTests.DecodeAsync(folder["in.mkv"], new DecodeOptions { IsThin = true, ScaleToFirstSize = true });
        Assert.Equal((50, 480), (scaled.Pts.Count, scaled.Layout.Height));
    }

    // The rows of every plane, in hex.
    private static async Task<List<string[]>> PlanesAsync(FfmpegFileSource source)
    {
        using var pool = new FramePool(8, 1 << 20);
        var channel = Channel.CreateUnbounded<Frame>();
        await source.RunAsync(pool, channel.Writer, Token);
        var planes = new List<string[]>();
        while (channel.Reader.TryRead(out var frame))
        {
            using (frame)
                planes.Add([.. frame.Luma.ToArray().Chunk(frame.Layout.LumaStride).Select(Convert.ToHexString)]);
        }

        return planes;
    }
}
