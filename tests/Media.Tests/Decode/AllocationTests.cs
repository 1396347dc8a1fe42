using StreamColorizer.Media.Decode;
using StreamColorizer.Media.Encode;
using StreamColorizer.Media.Probe;

namespace Media.Tests.Decode;

/// <summary>The way from the decoder's pipe to the encoder's allocates next to nothing per frame.</summary>
[Collection(nameof(AllocationTests))]
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task AFrameCostsAtMostTwoKilobytes()
    {
        using var folder = new TempFolder();
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25:d=12", "-c:v", "mpeg2video", "-q:v", "5", folder["in.mkv"]);
        var facts = await MediaProbe.ProbeAsync(folder["in.mkv"], Token);
        var plan = EncodePlan.For(new EncodeOptions { Preset = "ultrafast" }, facts.Video);
        var source = new FfmpegFileSource(facts, new DecodeOptions { Chroma = plan.Chroma });
        var (count, before, after) = (0, 0L, 0L);
        await Encode.Workshop.EncodeAsync(source, async frames =>
        {
            FfmpegSegmentSink? sink = null;
            await foreach (var frame in frames)
            {
                using (frame)
                {
                    sink ??= new FfmpegSegmentSink(
                        Encode.Workshop.RunOf(300, 300, folder["out"]), frame.Layout, source.TimeBase, facts.Video, plan, _ => Task.CompletedTask);
                    await sink.WriteAsync(frame, Token);
                    if (++count == 50)
                        before = GC.GetTotalAllocatedBytes();
                    if (count == 250)
                        after = GC.GetTotalAllocatedBytes();
                }
            }

            await using (sink)
                await sink!.CompleteAsync(Token);
        });
        Assert.Equal(300, count);
        Assert.InRange((after - before) / 200.0, 0, 2048);
    }
}
