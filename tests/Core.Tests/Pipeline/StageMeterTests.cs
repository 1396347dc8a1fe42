using Core.Tests.Live;
using Prometheus;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Pipeline;

public sealed class StageMeterTests
{
    private const string Stage = "stage-meter-test";
    private readonly FakeTime _time = new();

    [Fact]
    public void WorkAndWaits_AreToldApart_InTheReportAndInTheHistograms()
    {
        using var pool = new FramePool(1, 64);
        using var frame = pool.TryRent(new PlaneLayout(4, 4, 8, ChromaSampling.Yuv420), 0, 0)!;
        var meter = new StageMeter(Stage);
        meter.Begin(_time);
        frame.QueuedAt = _time.GetTimestamp();
        _time.Pass(0.010);
        meter.Took(frame);
        _time.Pass(0.020);
        meter.WasBusy();
        _time.Pass(0.500);
        meter.WasBlocked();
        _time.Pass(0.003);
        meter.Finished();

        Assert.Equal(0.023, meter.Busy.TotalSeconds, 6);
        Assert.Equal(0.010, meter.Starved.TotalSeconds, 6);
        Assert.Equal(0.500, meter.Blocked.TotalSeconds, 6);
        var (work, wait) = (Histogram("stage_duration_seconds"), Histogram("queue_wait_seconds"));
        Assert.Equal((1, 0.023), (work.Count, Math.Round(work.Sum, 6)));
        Assert.Equal((1, 0.010), (wait.Count, Math.Round(wait.Sum, 6)));
    }

    [Fact]
    public async Task AWalk_TellsTheWaitBeforeASlowStage()
    {
        Walk walk = null!;
        // The second batch is ready before the first one's time begins, however late it came.
        walk = new Walk
        {
            Source = new MemorySource(20, static _ => 100),
            Network = new FakeNetwork
            {
                BeforeColorize = i =>
                {
                    SpinWait.SpinUntil(() => i > 0 || walk.Progress.Queues().Single(queue => queue.Name == "colorizer").Count > 0);
                    Thread.Sleep(i == 0 ? 400 : 20);
                },
            },
        };
        var (worked, waited) = (Histogram("stage_duration_seconds", "colorizer"), Histogram("queue_wait_seconds", "colorizer"));
        var (work, wait, count) = (worked.Sum, waited.Sum, waited.Count);
        await walk.RunAsync();

        // Other tests walk at the same time: at least what this walk adds.
        Assert.True(waited.Count - count >= 20);
        Assert.True(worked.Sum - work >= 0.390 + 19 * 0.019, $"{worked.Sum - work} s of work");
        Assert.True(waited.Sum - wait >= 0.390, $"{waited.Sum - wait} s of waiting");
    }

    private static Histogram.Child Histogram(string name, string stage = Stage) =>
        Metrics.CreateHistogram($"streamcolorizer_{name}", "", ["stage"]).WithLabels(stage);
}
