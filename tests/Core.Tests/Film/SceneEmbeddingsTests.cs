using Core.Tests.Pipeline;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Core.Scenes;

namespace Core.Tests.Film;

public sealed class SceneEmbeddingsTests
{
    private static readonly PlaneLayout Layout = new(16, 16, 8, ChromaSampling.Yuv420);

    [Fact]
    public async Task ASceneHasTheMeanOverAllItsStretches()
    {
        // Scene 1 for 100 frames, scene 2 for 50, scene 1 again: its frames 0, 64 and 128 are asked for.
        var (means, asked) = await EmbedAsync(300, index => (index is >= 100 and < 150 ? 2 : 1, index < 150 ? 50 : 200, false));

        Assert.Equal([0, 64, 100, 178, 242], asked);
        Assert.Equal(Lightness(50), means[2][0], 1e-3);
        Assert.Equal((2 * Lightness(50) + 2 * Lightness(200)) / 4, means[1][0], 1e-3);
    }

    [Fact]
    public async Task BlankFramesDoNotCount()
    {
        var (means, asked) = await EmbedAsync(100, index => (0, index is > 20 and < 80 ? 16 : 120, index is > 20 and < 80));

        Assert.Equal([0], asked);
        Assert.Equal(Lightness(120), means[0][0], 1e-3);
    }

    [Fact]
    public async Task ASceneOfBlankFramesHasOneToo()
    {
        var (means, asked) = await EmbedAsync(100, _ => (0, 16, true));

        Assert.Equal([0], asked);
        Assert.Equal(Lightness(16), means[0][0], 1e-3);
    }

    // L* of a full-range gray, as in the painter's contract: CIE 1976 over the sRGB curve.
    private static double Lightness(int luma)
    {
        var gray = luma / 255.0;
        var linear = gray <= 0.04045 ? gray / 12.92 : Math.Pow((gray + 0.055) / 1.055, 2.4);
        return linear > 0.008856 ? 116 * Math.Cbrt(linear) - 16 : 903.3 * linear;
    }

    private static async Task<(IReadOnlyDictionary<int, float[]> Means, List<int> Asked)> EmbedAsync(
        int frames, Func<int, (int Scene, int Luma, bool IsBlank)> shown)
    {
        using var network = new FakeNetwork();
        using var pool = new FramePool(1, Layout.TotalBytes);
        var embeddings = new SceneEmbeddings(new SceneEmbedder(network, Walk.Color));
        var asked = new List<int>();
        for (var index = 0; index < frames; index++)
        {
            using var frame = await pool.RentAsync(Layout, index, index, TestContext.Current.CancellationToken);
            var (scene, luma, isBlank) = shown(index);
            frame.Luma.Fill((byte)luma);
            if (embeddings.Add(frame, new SceneMark(scene, SceneEvent.Same, isBlank)))
                asked.Add(index);
        }

        return (embeddings.Means(), asked);
    }
}
