using System.Threading.Channels;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Decode;
using StreamColorizer.Media.Probe;

namespace Media.Tests.Decode;

/// <summary>What every source of film files promises, whoever decodes.</summary>
public sealed class FileSourceContractTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ffmpeg", "in.mkv")]
    [InlineData("opencv", "in.mkv")]
    [InlineData("ffmpeg", "in.mp4")]
    [InlineData("opencv", "in.mp4")]
    public async Task AllFramesComeInOrderWithRisingTimes(string decoder, string name)
    {
        using var folder = new TempFolder();
        FfmpegFileSourceTests.MakeNoise(folder[name], "yuv420p", "libx264");
        var got = await Collected.FromAsync(await OpenAsync(decoder, folder[name]));
        Assert.Equal((SourceEnd.EndOfStream, null), (got.Outcome.End, got.Outcome.Sentence));
        Assert.Equal(new PlaneLayout(162, 122, 8, ChromaSampling.Yuv420), got.Layout);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => (long)i), got.Indexes);
        for (var i = 0; i < 25; i++)
            Assert.Equal(i * 0.04, got.TimeBase.Seconds(got.Pts[i]), 0.001);
    }

    [Theory]
    [InlineData("ffmpeg", 0)]
    [InlineData("opencv", 2)]
    public async Task LumaIsExactOrNearAsDocumented(string decoder, int error)
    {
        using var folder = new TempFolder();
        // Gray steps over the whole limited range; flat, so that subsampled chroma plays no part.
        Ffmpeg.Run("-f", "lavfi", "-i", "color=gray:s=64x64:r=25:d=0.4,format=yuv420p,geq=lum='20+N*20':cb=128:cr=128", "-c:v", "ffv1", folder["in.mkv"]);
        var samples = new List<int>();
        var source = await OpenAsync(decoder, folder["in.mkv"]);
        using var pool = new FramePool(12, 64 * 64 * 2);
        var channel = Channel.CreateUnbounded<Frame>();
        await source.RunAsync(pool, channel.Writer, Token);
        while (channel.Reader.TryRead(out var frame))
        {
            using (frame)
                samples.Add(frame.Luma[1000]);
        }

        Assert.Equal(10, samples.Count);
        for (var i = 0; i < samples.Count; i++)
            Assert.InRange(samples[i], 20 + 20 * i - error, 20 + 20 * i + error);
    }

    [Theory]
    [InlineData("ffmpeg")]
    [InlineData("opencv")]
    public async Task ARangeIsKeptTo(string decoder)
    {
        using var folder = new TempFolder();
        FfmpegFileSourceTests.MakeNoise(folder["in.mkv"], "yuv420p", "libx264");
        var range = new DecodeOptions { From = TimeSpan.FromSeconds(0.4), To = TimeSpan.FromSeconds(0.8) };
        var got = await Collected.FromAsync(await OpenAsync(decoder, folder["in.mkv"], range));
        Assert.Equal((SourceEnd.EndOfStream, 10), (got.Outcome.End, got.Pts.Count));
        Assert.Equal(0.4, got.TimeBase.Seconds(got.Pts[0]), 0.001);
    }

    [Theory]
    [InlineData("ffmpeg")]
    [InlineData("opencv")]
    public async Task CancellingEndsTheWaitForAReaderAndLeavesNothingBehind(string decoder)
    {
        using var folder = new TempFolder();
        FfmpegFileSourceTests.MakeNoise(folder["in.mkv"], "yuv420p", "libx264");
        using var pool = new FramePool(2, 1 << 20);
        var channel = Channel.CreateBounded<Frame>(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var run = (await OpenAsync(decoder, folder["in.mkv"])).RunAsync(pool, channel.Writer, stop.Token);
        // The channel is full and the pool empty: the source waits.
        using (await channel.Reader.ReadAsync(Token))
        {
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        }

        while (channel.Reader.TryRead(out var left))
            left.Dispose();
        Assert.Equal(0, pool.Outstanding);
    }

    [Fact]
    public async Task OpenCvSaysWhatItCannot()
    {
        using var folder = new TempFolder();
        FfmpegFileSourceTests.MakeNoise(folder["in.mkv"], "yuv420p", "libx264");
        var source = await OpenAsync("opencv", folder["in.mkv"], new DecodeOptions { Deinterlace = true });
        var fault = await Assert.ThrowsAsync<ColorizerException>(() => Collected.FromAsync(source));
        Assert.Equal((ExitCode.Usage, "--deinterlace is not possible with --decoder opencv: choose --decoder ffmpeg."), (fault.ExitCode, fault.Message));
        var gone = await OpenAsync("opencv", folder["in.mkv"]);
        File.Delete(folder["in.mkv"]);
        fault = await Assert.ThrowsAsync<ColorizerException>(() => Collected.FromAsync(gone));
        Assert.Equal($"OpenCV cannot open '{folder["in.mkv"]}' (h264 in matroska,webm): choose --decoder ffmpeg.", fault.Message);
    }

    private static async Task<IFrameSource> OpenAsync(string decoder, string path, DecodeOptions? options = null)
    {
        var facts = await MediaProbe.ProbeAsync(path, Token);
        options ??= new DecodeOptions();
        return decoder == "ffmpeg" ? new FfmpegFileSource(facts, options) : new OpenCvFileSource(facts, options);
    }
}
