using System.Threading.Channels;
using StreamColorizer.Core.Frames;
using StreamColorizer.Media.Decode;
using StreamColorizer.Media.Encode;
using StreamColorizer.Media.Probe;

namespace Media.Tests.Encode;

/// <summary>Takes a film apart and puts it together again, with neutral chroma in between.</summary>
internal static class Workshop
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    public static async Task<IReadOnlyList<string>> RemakeAsync(
        string input, string output, EncodeOptions? encode = null, DecodeOptions? decode = null, int segmentLength = 31)
    {
        var facts = await MediaProbe.ProbeAsync(input, Token);
        var plan = EncodePlan.For(encode ?? new EncodeOptions { Preset = "ultrafast" }, facts.Video);
        var options = (decode ?? new DecodeOptions()) with { Chroma = plan.Chroma };
        var source = new FfmpegFileSource(facts, options);
        var pts = new List<long>();
        var segments = new List<JoinSegment>();
        await EncodeAsync(source, async frames =>
        {
            FfmpegSegmentSink? sink = null;
            await foreach (var frame in frames)
            {
                using (frame)
                {
                    if (pts.Count % segmentLength == 0)
                    {
                        await FinishAsync(sink);
                        segments.Add(new JoinSegment($"{output}.{segments.Count}.nut", pts.Count));
                        sink = new FfmpegSegmentSink(segments[^1].Path, frame.Layout, source.TimeBase, facts.Video, plan);
                    }

                    Neutralize(frame);
                    await sink!.WriteAsync(frame, Token);
                    pts.Add(frame.Pts);
                }
            }

            await FinishAsync(sink);
        });
        var (container, remark) = OutputContainer.Choose(Path.GetExtension(output), plan.Codec);
        Assert.Null(remark);
        return await FilmJoiner.JoinAsync(
            new JoinRequest
            {
                Source = facts,
                Decode = options,
                Encode = plan,
                TimeBase = source.TimeBase,
                Pts = pts,
                Segments = segments,
                Output = output,
                Container = container,
                Comment = "colorized by a test",
            }, Token);
    }

    public static async Task EncodeAsync(FfmpegFileSource source, Func<IAsyncEnumerable<Frame>, Task> use)
    {
        using var pool = new FramePool(4, 16 << 20);
        var channel = Channel.CreateBounded<Frame>(2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var run = Task.Run(async () =>
        {
            try
            {
                await source.RunAsync(pool, channel.Writer, stop.Token);
            }
            finally
            {
                channel.Writer.Complete();
            }
        }, Token);
        try
        {
            await use(channel.Reader.ReadAllAsync(Token));
        }
        catch
        {
            await stop.CancelAsync();
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await run;
    }

    public static void Neutralize(Frame frame)
    {
        var chroma = frame.Planes.Span[frame.Layout.LumaBytes..];
        if (frame.Layout.BytesPerSample == 1)
            chroma.Fill(128);
        else
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(chroma).Fill((ushort)(1 << (frame.Layout.BitDepth - 1)));
    }

    private static async Task FinishAsync(FfmpegSegmentSink? sink)
    {
        if (sink is null)
            return;
        await using (sink)
            await sink.CompleteAsync(Token);
    }
}
