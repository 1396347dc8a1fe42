using System.Diagnostics;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Media.Decode;
using StreamColorizer.Media.Encode;
using StreamColorizer.Media.Probe;

namespace Media.Tests.Encode;

/// <summary>One encoder makes several segments, each a file of exactly its own frames.</summary>
public sealed class SegmentRunTests
{
    private const int Frames = 100;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    // A lone frame in the middle: with B-frames it has no time at which decoding could begin.
    private static readonly int[] Lengths = [31, 1, 44, 24];

    // SVT-AV1 refuses the rate that ffmpeg guesses for few frames, and for uneven distances.
    private static readonly int[] LengthsOfAv1 = [31, 12, 33, 24];

    [Theory]
    [InlineData(VideoCodec.X264, "1/75")]
    [InlineData(VideoCodec.X264, "1/90000")]
    [InlineData(VideoCodec.X264, "1/10000000")]
    [InlineData(VideoCodec.X264, "1/1000000000")]
    [InlineData(VideoCodec.X265, "1/90000")]
    [InlineData(VideoCodec.ProRes, "1/1000000000")]
    [InlineData(VideoCodec.Ffv1, "1/30000")]
    [InlineData(VideoCodec.Ffv1, "1/1000000000")]
    [InlineData(VideoCodec.Av1, "1/25")]
    public async Task EachSegmentHasItsFramesAtTheirTimesAndBeginsWithAKeyFrame(VideoCodec codec, string timeBase)
    {
        using var folder = new TempFolder();
        var source = await MakeAsync(folder["in.nut"], timeBase, isEven: codec == VideoCodec.Av1);
        var run = RunOf(folder["100%d of it"], codec == VideoCodec.Av1 ? LengthsOfAv1 : Lengths);
        var plan = EncodePlan.For(new EncodeOptions { Codec = codec }, source.Facts.Video);
        var told = await Workshop.EncodeAsync(source.Frames, run, source.Facts, plan);

        Assert.Equal([0, 1, 2, 3], told);
        var times = Ffmpeg.Times(folder["in.nut"]);
        Assert.Equal(Frames, times.Length);
        foreach (var segment in run.Segments)
        {
            var packets = Packets(run.Files[segment.Index]);
            Assert.Equal(segment.FrameCount, packets.Length);
            Assert.StartsWith("K", packets[0].Flags, StringComparison.Ordinal);
            // To the microsecond, from the segment's first frame on.
            var expected = Enumerable.Range(segment.FirstFrame, segment.FrameCount).Select(i => times[i] - times[segment.FirstFrame]);
            var errors = packets.Select(packet => packet.Time).Order().Zip(expected, (found, time) => Math.Abs(found - time));
            Assert.InRange(errors.Max(), 0, 0.000002m);
        }

        if (codec == VideoCodec.Ffv1)
            Assert.Equal(Ffmpeg.LumaDigests(folder["in.nut"]), run.Files.SelectMany(Ffmpeg.LumaDigests));
        Assert.Empty(Directory.GetFiles(folder["."], "*-?.nut"));
    }

    [Theory]
    [InlineData("1/75", 1)]
    [InlineData("1/1000000000", 33)]
    public async Task AFilmOfARunHasTheTimesOfItsSource(string timeBase, int segmentLength)
    {
        using var folder = new TempFolder();
        await MakeAsync(folder["in.nut"], timeBase);
        await Workshop.RemakeAsync(folder["in.nut"], folder["out.mkv"], new EncodeOptions(), segmentLength: segmentLength);

        var expected = Ffmpeg.Times(folder["in.nut"]);
        var errors = Ffmpeg.Times(folder["out.mkv"]).Zip(expected, (found, time) => Math.Abs(found - time)).ToArray();
        Assert.Equal(Frames, errors.Length);
        Assert.InRange(errors.Max(), 0, 0.001m);
    }

    [Fact]
    public async Task WhatGotAllOfItsFramesIsFinishedWhereTheRunBreaksOff()
    {
        using var folder = new TempFolder();
        var source = await MakeAsync(folder["in.nut"], "1/75");
        var told = new List<int>();
        var run = RunOf(folder["out"], 40, 40, 40);
        await FeedAsync(source, run, told, sink => sink.CompleteAsync(Token));

        // 100 frames: the third segment lacks 20 of its 40.
        Assert.Equal([0, 1], told);
        Assert.False(File.Exists(run.Files[2]));
    }

    [Fact]
    public async Task AnEncoderThatIsKilledKeepsWhatItFinishedAndNamesTheSegmentItWasAt()
    {
        using var folder = new TempFolder();
        var source = await MakeAsync(folder["in.nut"], "1/25", isEven: true);
        var told = new List<int>();
        var run = RunOf(folder["out"], 5, 90, 40);
        var fault = await Assert.ThrowsAsync<ColorizerException>(() => FeedAsync(source, run, told, async sink =>
        {
            Process.GetProcessById(Workshop.EncoderOf(run)).Kill();
            await sink.CompleteAsync(Token);
        }, new EncodeOptions { Codec = VideoCodec.Ffv1 }));

        Assert.Equal($"The encoder of '{run.Files[2]}' broke down after 5 frames (signal 9 ended it): "
            + "run the command again to go on from the last finished segment.", fault.Message);
        Assert.Equal([0], told.Take(1));
        Assert.All(told, segment => Assert.Equal(run.Segments[segment].FrameCount, Packets(run.Files[segment]).Length));
    }

    [Fact]
    public async Task AnEncoderThatSetsNoKeyFrameAtABorderIsNotBelieved()
    {
        using var folder = new TempFolder();
        var source = await MakeAsync(folder["in.nut"], "1/25", isEven: true);
        var told = new List<int>();
        var run = RunOf(folder["out"], 40, 40, 20);
        var plan = EncodePlan.For(new EncodeOptions { Codec = VideoCodec.Av1 }, source.Facts.Video) with { LongestRun = 3 };
        var fault = await Assert.ThrowsAsync<ColorizerException>(() => Workshop.EncodeAsync(source.Frames, run, source.Facts, plan));

        Assert.Equal($"The encoder of '{run.Files[0]}' left a wrong file (100 of the segment's 40 frames are in the file): "
            + "run the command again to go on from the last finished segment.", fault.Message);
        Assert.Empty(told);
    }

    private static async Task FeedAsync(
        (MediaFacts Facts, FfmpegFileSource Frames) source, SegmentRun run, List<int> told, Func<FfmpegSegmentSink, Task> end,
        EncodeOptions? options = null)
    {
        var plan = EncodePlan.For(options ?? new EncodeOptions(), source.Facts.Video);
        await Workshop.EncodeAsync(source.Frames, async frames =>
        {
            FfmpegSegmentSink? sink = null;
            await foreach (var frame in frames)
            {
                using (frame)
                {
                    sink ??= new FfmpegSegmentSink(run, frame.Layout, source.Frames.TimeBase, source.Facts.Video, plan, segment =>
                    {
                        told.Add(segment.Index);
                        return Task.CompletedTask;
                    });
                    await sink.WriteAsync(frame, Token);
                }
            }

            await using (sink)
                await end(sink!);
        });
    }

    private static async Task<(MediaFacts Facts, FfmpegFileSource Frames)> MakeAsync(
        string path, string timeBase, bool isEven = false)
    {
        var times = isEven ? "(N+50)/25/TB" : "(N+0.34*mod(N\\,3)+50)/25/TB";
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=128x96:r=25", "-vf", $"settb={timeBase},setpts={times}",
            "-frames:v", $"{Frames}", "-fps_mode", "passthrough", "-enc_time_base", timeBase, "-pix_fmt", "yuv420p", "-c:v", "ffv1", "-g", "1", path);
        var facts = await MediaProbe.ProbeAsync(path, Token);
        return (facts, new FfmpegFileSource(facts, new DecodeOptions { Chroma = StreamColorizer.Core.Frames.ChromaSampling.Yuv420 }));
    }

    private static SegmentRun RunOf(string name, params int[] lengths)
    {
        Segment[] segments = [.. lengths.Select((length, i) => new Segment(i, lengths[..i].Sum(), length))];
        return new SegmentRun(segments, [.. segments.Select(segment => $"{name}.{segment.Index}.nut")]);
    }

    private static (decimal Time, string Flags)[] Packets(string path) =>
        [.. Ffmpeg.Probe("-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", path).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(',')).Select(parts => (decimal.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1]))];
}
