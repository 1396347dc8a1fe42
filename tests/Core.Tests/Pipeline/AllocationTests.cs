using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Pipeline;

/// <summary>Alone: the garbage of other tests would count.</summary>
[Collection(AloneCollection.Name)]
public class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task AFrameCostsAtMostTwoKilobytesOfGarbage(int batch)
    {
        await Garbage(batch, 200);
        var few = await Garbage(batch, 200);
        var many = await Garbage(batch, 2200);

        var perFrame = (many - few) / 2000.0;
        Assert.True(perFrame <= 2048, $"{perFrame:F0} bytes a frame");
        TestContext.Current.SendDiagnosticMessage($"batch {batch}: {perFrame:F0} bytes a frame");
    }

    private static async Task<long> Garbage(int batch, int frames)
    {
        var walk = new Walk
        {
            Source = new MemorySource(frames, static _ => 100),
            Network = new FakeNetwork { Keep = false },
            Sink = new MemorySink { Keep = false },
            Options = new PipelineOptions { Color = Walk.Color, Batch = batch },
        };
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await walk.RunAsync();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
