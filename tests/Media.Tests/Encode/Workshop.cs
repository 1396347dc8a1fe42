using System.Globalization;
using System.Threading.Channels;
using StreamColorizer.Core.Film;
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
        string input, string output, EncodeOptions? encode = null, DecodeOptions? decode = null, int segmentLength = 31,
        bool isDamaged = false)
    {
        var facts = await MediaProbe.ProbeAsync(input, Token);
        var plan = EncodePlan.For(encode ?? new EncodeOptions { Preset = "ultrafast" }, facts.Video);
        var options = (decode ?? new DecodeOptions()) with { Chroma = plan.Chroma };
        var source = new FfmpegFileSource(facts, options);
        var pts = await TimesAsync(source);
        var run = RunOf(pts.Count, segmentLength, output);
        await EncodeAsync(source, run, facts, plan);
        var (container, remark) = OutputContainer.Choose(Path.GetExtension(output), plan.Codec);
        Assert.Null(remark);
        return await FilmJoiner.JoinAsync(
            new JoinRequest
            {
                Source = facts,
                Decode = options,
                IsDamaged = isDamaged,
                Encode = plan,
                TimeBase = source.TimeBase,
                Pts = pts,
                Segments = [.. run.Files.Zip(run.Segments, (file, segment) => new JoinSegment(file, segment.FirstFrame))],
                Output = output,
                Container = container,
                Comment = "colorized by a test",
            }, Token);
    }

    /// <summary>Cuts a film into segments of one length, the last of which may be shorter.</summary>
    public static SegmentRun RunOf(int frames, int segmentLength, string output)
    {
        Segment[] segments = [.. Enumerable.Range(0, (frames + segmentLength - 1) / segmentLength)
            .Select(i => new Segment(i, i * segmentLength, Math.Min(segmentLength, frames - i * segmentLength)))];
        return new SegmentRun(segments, [.. segments.Select(segment => $"{output}.{segment.Index}.nut")]);
    }

    /// <summary>Id of the process that encodes a run: it works in the folder of the run's files.</summary>
    public static int EncoderOf(SegmentRun run)
    {
        var folder = Path.GetDirectoryName(run.Files[0]);
        return Directory.EnumerateDirectories("/proc").Where(process => new FileInfo($"{process}/cwd").LinkTarget == folder)
            .Select(process => int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture)).Single();
    }

    /// <summary>Makes a run, with as many encoders as the codec needs.</summary>
    /// <returns>The segments that were told to be finished, in order.</returns>
    public static async Task<List<int>> EncodeAsync(FfmpegFileSource source, SegmentRun run, MediaFacts facts, EncodePlan plan)
    {
        var told = new List<int>();
        await EncodeAsync(source, async frames =>
        {
            FfmpegSegmentSink? sink = null;
            var rest = run;
            var count = 0;
            await foreach (var frame in frames)
            {
                using (frame)
                {
                    sink ??= new FfmpegSegmentSink(Head(rest, plan), frame.Layout, source.TimeBase, facts.Video, plan, TellAsync);
                    Neutralize(frame);
                    await sink.WriteAsync(frame, Token);
                }

                if (++count < Head(rest, plan).FrameCount)
                    continue;
                await using (sink)
                    await sink.CompleteAsync(Token);
                (sink, count) = (null, 0);
                rest = new SegmentRun([.. rest.Segments.Skip(plan.LongestRun)], [.. rest.Files.Skip(plan.LongestRun)]);
            }

            if (sink is not null)
                await sink.DisposeAsync();
        });
        return told;

        Task TellAsync(Segment segment)
        {
            told.Add(segment.Index);
            return Task.CompletedTask;
        }
    }

    public static async Task<List<long>> TimesAsync(FfmpegFileSource source)
    {
        var pts = new List<long>();
        await EncodeAsync(source, async frames =>
        {
            await foreach (var frame in frames)
            {
                pts.Add(frame.Pts);
                frame.Dispose();
            }
        });
        return pts;
    }

    private static SegmentRun Head(SegmentRun run, EncodePlan plan) =>
        new([.. run.Segments.Take(plan.LongestRun)], [.. run.Files.Take(plan.LongestRun)]);

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
}
