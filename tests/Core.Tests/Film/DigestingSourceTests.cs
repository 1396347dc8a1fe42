using System.Security.Cryptography;
using System.Threading.Channels;
using Core.Tests.Pipeline;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Film;

public sealed class DigestingSourceTests
{
    private static readonly PlaneLayout Layout = new(64, 48, 8, ChromaSampling.Yuv420);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(77)]
    public async Task EveryFrameComesInOrderWithTheMd5OfItsLuma(int frames)
    {
        var got = await RunAsync(Source(frames));

        Assert.Equal(Enumerable.Range(0, frames), got.Frames.Select(frame => (int)frame.Index));
        Assert.All(got.Frames, frame => Assert.Equal(Md5((byte)frame.Index), frame.Digest));
        Assert.Null(got.Fault);
    }

    [Fact]
    public async Task FramesThatAreNotWantedPassInOrderWithoutOne()
    {
        var got = await RunAsync(Source(60), Plan(20, 23, 17), segment => segment != 1);

        Assert.Equal(Enumerable.Range(0, 60), got.Frames.Select(frame => (int)frame.Index));
        Assert.All(got.Frames, frame => Assert.Equal(frame.Index is >= 20 and < 43 ? Md5((byte)frame.Index) : "", frame.Digest));
    }

    [Fact]
    public async Task ABatchEndsWithItsSegment()
    {
        var ended = new List<long>();
        var channel = Channel.CreateUnbounded<Frame>();
        using var pool = new FramePool(60, Layout.TotalBytes);
        var counted = 0;
        var source = Source(60, (_, _) =>
        {
            if (channel.Reader.Count > counted)
                ended.Add(counted = channel.Reader.Count);
            return Task.CompletedTask;
        });
        await new DigestingSource(source, Layout, Plan(5, 20, 35), static _ => false)
            .RunAsync(pool, channel.Writer, TestContext.Current.CancellationToken);

        Assert.Equal([5, 5 + 16, 25, 25 + 16, 25 + 32], ended);
        Assert.Equal(60, channel.Reader.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatWasDeliveredBeforeAStopOrAFaultComesOut(bool stops)
    {
        using var stop = new CancellationTokenSource();
        var got = await RunAsync(Source(60, async (index, _) =>
        {
            if (index == 41 && !stops)
                throw new IOException("It broke.");
            if (index == 41)
                await stop.CancelAsync();
        }), stop: stop);

        Assert.Equal(Enumerable.Range(0, 41), got.Frames.Select(frame => (int)frame.Index));
        Assert.All(got.Frames, frame => Assert.Equal(Md5((byte)frame.Index), frame.Digest));
        Assert.True(stops ? got.Fault is OperationCanceledException : got.Fault is IOException { Message: "It broke." }, $"{got.Fault}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(24)]
    public async Task AnAbandonedWalkGetsEveryFrameBack(int abandonAt)
    {
        var walk = new Walk { Source = new MemorySource(1, static _ => 0) };
        using var abort = new CancellationTokenSource();
        using var pool = new FramePool(walk.Options.FramesInFlight + 16, Layout.TotalBytes);
        var source = new DigestingSource(
            Source(60, async (index, _) => await (index == abandonAt ? abort.CancelAsync() : Task.CompletedTask)), Layout, Plan(60), static _ => false);
        var pipeline = new ColorizePipeline(source, walk.Guide, walk.Network, walk.Sink, walk.Options);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pipeline.RunAsync(pool, CancellationToken.None, abort.Token));
        Assert.Equal(0, pool.Outstanding);
    }

    private static MemorySource Source(int frames, Func<long, CancellationToken, Task>? before = null) =>
        new(frames, static index => (byte)index) { Before = before };

    // Segments of so many frames each.
    private static FilmPlan Plan(params int[] frames)
    {
        var (list, segments) = (new FrameList(), new List<Segment>());
        foreach (var count in frames)
            segments.Add(new Segment(segments.Count, frames.Take(segments.Count).Sum(), count));
        for (var frame = 0; frame < frames.Sum(); frame++)
            list.Add(frame);
        return new FilmPlan(new TimeBase(1, 25), list, [new SceneSpan(0, 0, IsCut: false)], segments);
    }

    private static string Md5(byte level)
    {
        var luma = new byte[Layout.LumaBytes];
        for (var i = 0; i < luma.Length; i++)
            luma[i] = (byte)(level + (i & 32) / 32 * 60);
        return Convert.ToHexStringLower(MD5.HashData(luma));
    }

    private static async Task<(List<(long Index, string Digest)> Frames, Exception? Fault)> RunAsync(
        MemorySource source, FilmPlan? plan = null, Func<int, bool>? isDone = null, CancellationTokenSource? stop = null)
    {
        // No larger than it has to be: a batch, the source's own, two in the channel, the reader's.
        using var pool = new FramePool(16 + 4, Layout.TotalBytes);
        var channel = Channel.CreateBounded<Frame>(2);
        var run = new DigestingSource(source, Layout, plan ?? Plan(77), isDone ?? (static _ => false))
            .RunAsync(pool, channel.Writer, stop?.Token ?? CancellationToken.None);
        var ended = run.ContinueWith(_ => channel.Writer.TryComplete(), TestContext.Current.CancellationToken,
            TaskContinuationOptions.None, TaskScheduler.Default);
        var frames = new List<(long, string)>();
        await foreach (var frame in channel.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            using (frame)
                frames.Add((frame.Index, Convert.ToHexStringLower(frame.DecodedDigest)));
        }

        await ended;
        Assert.Equal(0, pool.Outstanding);
        return (frames, run.IsCanceled ? new OperationCanceledException() : run.Exception?.InnerException);
    }
}
