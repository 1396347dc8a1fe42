using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Pipeline;

public class SteadyTests
{
    [Theory]
    [InlineData(1, false, false)]
    [InlineData(3, false, false)]
    [InlineData(1, true, false)]
    [InlineData(3, true, false)]
    [InlineData(1, false, true)]
    [InlineData(3, false, true)]
    public async Task ColorStaysStillWithinASceneAndSegmentAndBeginsAnewInTheNext(int batch, bool scene, bool group)
    {
        // The picture never changes; from frame 10 on the network answers another color.
        var walk = new Walk
        {
            Source = new MemorySource(60, static _ => 100),
            Guide = new ListGuide(i => scene && i >= 10 ? 1 : 0) { Group = i => group && i >= 10 ? 1 : 0 },
            Network = new FakeNetwork { A = static i => i < 10 ? 0 : 40 },
            Options = new PipelineOptions { Color = Walk.Color, Batch = batch },
        };

        await walk.RunAsync();

        var reds = walk.Sink.Lines.Select(line => (int)line.Cr).ToArray();
        var whole = reds[59] - reds[9];
        Assert.True(whole >= 10, $"Cr moved by {whole} in all");
        Assert.InRange(reds[10] - reds[9], scene || group ? whole - 1 : 0, scene || group ? whole + 1 : whole / 4);
    }
}
