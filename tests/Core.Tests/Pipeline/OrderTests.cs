using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Pipeline;

public class OrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task EveryFrameComesOutInOrderWithItsLumaAndTimestamp(int batch)
    {
        var walk = new Walk
        {
            Source = new MemorySource(50, static i => (byte)(60 + i)),
            Options = new PipelineOptions { Color = Walk.Color, Batch = batch },
        };

        var outcome = await walk.RunAsync();

        Assert.Equal(new PipelineOutcome(new SourceOutcome(SourceEnd.EndOfStream), Stopped: false), outcome);
        Assert.True(walk.Sink.Completed);
        Assert.Equal(50, walk.Sink.Lines.Count);
        var expected = 0L;
        foreach (var line in walk.Sink.Lines)
        {
            Assert.Equal((expected, 40 * expected + 7), (line.Index, line.Pts));
            Assert.Equal(60 + expected, line.Luma);
            Assert.False(line.LumaChanged);
            Assert.True(line.Cr > 132, $"a of 20 is reddish, but Cr is {line.Cr}");
            expected++;
        }

        Assert.Equal((50, 50, 0), (walk.Progress.FramesIn, walk.Progress.FramesOut, walk.Progress.Dropped));
    }

    [Fact]
    public async Task BatchesFillByCountAndNeverMixGroupsOrLayouts()
    {
        var small = new PlaneLayout(48, 64, 8, ChromaSampling.Yuv420);
        var large = new PlaneLayout(64, 48, 8, ChromaSampling.Yuv420);
        var walk = new Walk
        {
            Source = new MemorySource(20, static _ => 100) { Layout = i => i < 12 ? large : small },
            Guide = new ListGuide(static _ => 0) { Group = static i => i < 6 ? 0 : 1 },
            Options = new PipelineOptions { Color = Walk.Color, Batch = 4 },
        };

        await walk.RunAsync();

        // Group 0 has 6 frames, group 1 has 6 large and 8 small ones.
        Assert.Equal([4, 2, 4, 2, 4, 4], walk.Network.BatchSizes);
        Assert.Equal([(16, 24), (16, 24), (16, 24), (16, 24), (24, 16), (24, 16)], walk.Network.Sizes);
        Assert.Equal(20, walk.Sink.Lines.Count);
        Assert.All(walk.Sink.Lines, line => Assert.Equal(line.Index < 12 ? large : small, line.Layout));
    }

    [Fact]
    public async Task ABatchGoesOnIncompleteWhenItsFirstFrameHasWaitedLongEnough()
    {
        var taken = new SemaphoreSlim(0);
        var walk = new Walk
        {
            // Every frame is sent only after the one before reached the sink: without the age nothing would move.
            Source = new MemorySource(5, static _ => 100)
            {
                Before = async (i, token) =>
                {
                    if (i > 0)
                        await taken.WaitAsync(token);
                },
            },
            Sink = new MemorySink
            {
                Before = (_, _) =>
                {
                    taken.Release();
                    return ValueTask.CompletedTask;
                },
            },
            Options = new PipelineOptions { Color = Walk.Color, Batch = 4, BatchAge = TimeSpan.FromMilliseconds(5) },
        };

        await walk.RunAsync();

        Assert.Equal([1, 1, 1, 1, 1], walk.Network.BatchSizes);
    }

    [Fact]
    public async Task StoppingLetsThroughWhatTheSourceDelivered()
    {
        using var stop = new CancellationTokenSource();
        var delivered = 0L;
        var walk = new Walk
        {
            Stop = stop.Token,
            Source = new MemorySource(long.MaxValue, static _ => 100)
            {
                Before = async (i, _) =>
                {
                    delivered = i;
                    if (i == 30)
                        await stop.CancelAsync();
                },
            },
        };

        var outcome = await walk.RunAsync();

        Assert.True(outcome.Stopped);
        Assert.True(walk.Sink.Completed);
        Assert.Equal(30, delivered);
        Assert.Equal(30, walk.Sink.Lines.Count);
    }

    [Fact]
    public async Task TheSourcesOutcomeComesBack()
    {
        var damaged = new SourceOutcome(SourceEnd.Damaged, "The file ends early.", 3);
        var walk = new Walk { Source = new MemorySource(3, static _ => 100) { Outcome = damaged } };

        Assert.Equal(damaged, (await walk.RunAsync()).Source);
    }
}
