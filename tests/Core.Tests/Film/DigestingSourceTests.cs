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
        var got = await RunAsync(Source(60), frame => frame.Index is >= 20 and < 43);

        Assert.Equal(Enumerable.Range(0, 60), got.Frames.Select(frame => (int)frame.Index));
        Assert.All(got.Frames, frame => Assert.Equal(frame.Index is >= 20 and < 43 ? Md5((byte)frame.Index) : "", frame.Digest));
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
            Source(60, async (index, _) => await (index == abandonAt ? abort.CancelAsync() : Task.CompletedTask)), Layout, _ => true);
        var pipeline = new ColorizePipeline(source, walk.Guide, walk.Network, walk.Sink, walk.Options);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pipeline.RunAsync(pool, CancellationToken.None, abort.Token));
        Assert.Equal(0, pool.Outstanding);
    }

    private static MemorySource Source(int frames, Func<long, CancellationToken, Task>? before = null) =>
        new(frames, static index => (byte)index) { Before = before };

    private static string Md5(byte level)
    {
        var luma = new byte[Layout.LumaBytes];
        for (var i = 0; i < luma.Length; i++)
            luma[i] = (byte)(level + (i & 32) / 32 * 60);
        return Convert.ToHexStringLower(MD5.HashData(luma));
    }

    private static async Task<(List<(long Index, string Digest)> Frames, Exception? Fault)> RunAsync(
        MemorySource source, Predicate<Frame>? isWanted = null, CancellationTokenSource? stop = null)
    {
        // No larger than it has to be: a batch, the source's own, two in the channel, the reader's.
        using var pool = new FramePool(16 + 4, Layout.TotalBytes);
        var channel = Channel.CreateBounded<Frame>(2);
        var run = new DigestingSource(source, Layout, isWanted ?? (_ => true)).RunAsync(pool, channel.Writer, stop?.Token ?? CancellationToken.None);
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
