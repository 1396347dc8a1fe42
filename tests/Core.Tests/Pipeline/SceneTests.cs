using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Pipeline;

public class SceneTests
{
    // Scenes 0, 1, 2 and 0 again; each frame a little brighter than the one before.
    private static int Scene(long index) => index switch { < 10 => 0, < 25 => 1, < 31 => 2, _ => 0 };

    private static byte Level(long index) => (byte)(40 + 50 * Scene(index) + index);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task NoFrameUsesTheEmbeddingOfAnotherScene(int batch)
    {
        var walk = Scenes(new PipelineOptions { Color = Walk.Color, Batch = batch }, new ListGuide(Scene));

        await walk.RunAsync();

        var pairs = walk.Network.Colored.ToArray();
        int[] keys = [0, 10, 25];
        for (var i = 0; i < pairs.Length; i++)
            Assert.Equal(pairs[keys[Scene(i)]].Lightness, pairs[i].Embedding, 0.01f);
        Assert.Equal(3, walk.Network.Embedded);
        Assert.Equal((40, 37), (walk.Progress.EmbeddingRequests, walk.Progress.EmbeddingHits));
    }

    [Fact]
    public async Task ADriftedSceneIsAskedAgain()
    {
        var guide = new ListGuide(static _ => 0) { Key = static i => i == 20 };
        var walk = Scenes(new PipelineOptions { Color = Walk.Color }, guide);

        await walk.RunAsync();

        var pairs = walk.Network.Colored.ToArray();
        Assert.All(pairs[..20], pair => Assert.Equal(pairs[0].Lightness, pair.Embedding, 0.01f));
        Assert.All(pairs[20..], pair => Assert.Equal(pairs[20].Lightness, pair.Embedding, 0.01f));
    }

    [Fact]
    public async Task WithoutTheCacheEveryFrameHasItsOwn()
    {
        var walk = Scenes(new PipelineOptions { Color = Walk.Color, EmbeddingCache = false }, new ListGuide(Scene));

        await walk.RunAsync();

        Assert.All(walk.Network.Colored, static pair => Assert.Equal(pair.Lightness, pair.Embedding, 0.01f));
        Assert.Equal((40, 0), (walk.Progress.EmbeddingRequests, walk.Progress.EmbeddingHits));
    }

    [Fact]
    public async Task AReferenceReplacesEveryEmbedding()
    {
        var reference = new float[] { 33, 33 };
        var walk = Scenes(new PipelineOptions { Color = Walk.Color, FixedEmbedding = reference }, new ListGuide(Scene));

        await walk.RunAsync();

        Assert.All(walk.Network.Colored, static pair => Assert.Equal(33, pair.Embedding));
        Assert.Equal(0, walk.Network.Embedded);
    }

    [Fact]
    public async Task ANetworkWithoutAGlobalGraphIsNeverAsked()
    {
        var network = new FakeNetwork { Facts = new NetworkFacts("plain 1.0", 8, 4, 0, 0, 16, 1) };
        var walk = Scenes(new PipelineOptions { Color = Walk.Color }, new ListGuide(Scene), network);

        await walk.RunAsync();

        Assert.Equal((0, 40), (network.Embedded, network.Colored.Count));
    }

    [Fact]
    public async Task SkippedFramesEndThereButServeAsKeyFrames()
    {
        // Everything before frame 12 is finished already; scene 1 began at 10.
        var guide = new ListGuide(Scene) { Paint = static i => i >= 12 };
        var walk = Scenes(new PipelineOptions { Color = Walk.Color, Batch = 4 }, guide);

        await walk.RunAsync();

        Assert.Equal(12, walk.Progress.Skipped);
        Assert.Equal(12, walk.Sink.Lines.First().Index);
        Assert.Equal(28, walk.Sink.Lines.Count);
        var whole = Scenes(new PipelineOptions { Color = Walk.Color }, new ListGuide(Scene));
        await whole.RunAsync();
        Assert.Equal(whole.Network.Colored.Skip(12), walk.Network.Colored);
    }

    private static Walk Scenes(PipelineOptions options, ListGuide guide, FakeNetwork? network = null) => new()
    {
        Source = new MemorySource(40, Level),
        Guide = guide,
        Options = options,
        Network = network ?? new FakeNetwork(),
    };
}
