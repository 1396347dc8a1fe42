using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Pipeline;

[Collection(AloneCollection.Name)]
public class LiveTests
{
    [Fact]
    public async Task ASlowNetworkMakesTheIntakeDropTheOldestAndCountIt()
    {
        var delivered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var walk = new Walk
        {
            Source = new MemorySource(200, static _ => 100)
            {
                Before = (i, _) =>
                {
                    if (i == 199)
                        delivered.SetResult();
                    return Task.CompletedTask;
                },
            },
            Sink = new MemorySink { Before = async (_, token) => await delivered.Task.WaitAsync(token) },
            Options = new PipelineOptions { Color = Walk.Color, Intake = QueuePolicy.DropOldest },
        };

        // The sink takes nothing until the source has delivered all: only a dropping intake gets there.
        await walk.RunAsync();

        var progress = walk.Progress;
        Assert.Equal(200, progress.FramesIn);
        Assert.Equal(progress.FramesIn - progress.Dropped, progress.FramesOut);
        Assert.True(progress.Dropped >= 200 - walk.Options.FramesInFlight, $"{progress.Dropped} dropped");
        var indexes = walk.Sink.Lines.Select(static line => line.Index).ToArray();
        Assert.Equal(indexes.Order(), indexes);
        Assert.Equal(199, indexes[^1]);
    }

    [Fact]
    public async Task AFilmLosesNothingHoweverSlow()
    {
        var walk = new Walk
        {
            Source = new MemorySource(60, static _ => 100),
            Sink = new MemorySink { Before = static async (_, token) => await Task.Delay(1, token) },
        };

        await walk.RunAsync();

        Assert.Equal((60, 0), (walk.Progress.FramesOut, walk.Progress.Dropped));
    }

    [Fact]
    public async Task StagesAndQueuesAreMeasured()
    {
        var walk = new Walk
        {
            Source = new MemorySource(60, static _ => 100),
            // Slower than all else, even where another process has the processor for a while.
            Network = new FakeNetwork { BeforeColorize = static _ => Thread.Sleep(30) },
        };
        await new Walk { Source = new MemorySource(60, static _ => 100) }.RunAsync();

        await walk.RunAsync();

        Assert.Equal(["scenes", "batcher", "colorizer", "painter", "sink"], walk.Progress.Stages.Select(static s => s.Name));
        var colorizer = walk.Progress.Colorizer;
        Assert.All(walk.Progress.Stages, stage => Assert.True(stage.Busy <= colorizer.Busy, stage.Name));
        Assert.True(walk.Progress.Scenes.Blocked > walk.Progress.Scenes.Busy);
        Assert.True(walk.Progress.Sink.Starved > walk.Progress.Sink.Busy);
        Assert.InRange(colorizer.Utilization, 0.5, 1);
        Assert.All(walk.Progress.Queues(), static queue => Assert.Equal(0, queue.Count));
    }
}
