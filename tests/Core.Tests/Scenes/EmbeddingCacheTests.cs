using StreamColorizer.Core.Scenes;

namespace Core.Tests.Scenes;

public class EmbeddingCacheTests
{
    [Fact]
    public void TheSceneNotUsedForLongestGivesWay()
    {
        var cache = new EmbeddingCache(2);
        cache.Put(1, [1]);
        cache.Put(2, [2]);
        Assert.True(cache.TryGet(1, out _));
        cache.Put(3, [3]);

        Assert.False(cache.TryGet(2, out _));
        Assert.True(cache.TryGet(1, out var one));
        Assert.True(cache.TryGet(3, out var three));
        Assert.Equal((1, 3), (one.Span[0], three.Span[0]));
    }

    [Fact]
    public void ASceneAskedAgainReplacesItsEmbedding()
    {
        var cache = new EmbeddingCache(2);
        cache.Put(1, [1]);
        cache.Put(2, [2]);
        cache.Put(1, [10]);

        Assert.True(cache.TryGet(1, out var one));
        Assert.Equal(10, one.Span[0]);
        Assert.True(cache.TryGet(2, out _));
    }
}
