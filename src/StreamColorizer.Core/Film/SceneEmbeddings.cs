using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Core.Scenes;

namespace StreamColorizer.Core.Film;

/// <summary>
/// The embedding of each scene of a film: the mean over frames spread evenly over the scene, wherever it returns. What
/// one frame happens to show, people who pass, a fade that begins, weighs little in it.
/// </summary>
/// <param name="embedder">Asks the network.</param>
public sealed class SceneEmbeddings(SceneEmbedder embedder)
{
    /// <summary>One frame in so many is asked for its embedding, each scene's first among them.</summary>
    public const int Spacing = 64;

    private readonly Dictionary<int, Sum> _scenes = [];

    /// <summary>Takes note of the next frame in display order.</summary>
    /// <param name="frame">The frame; it stays the caller's.</param>
    /// <param name="mark">Its scene.</param>
    /// <returns>True if its embedding was asked for.</returns>
    /// <exception cref="Errors.ColorizerException">The network failed, or its answer is not finite.</exception>
    public bool Add(Frame frame, SceneMark mark)
    {
        if (!_scenes.TryGetValue(mark.Scene, out var sum))
            _scenes[mark.Scene] = sum = new Sum();
        // Black and white frames say nothing of their scene, unless there is nothing else.
        if ((mark.IsBlank && sum.Asked > 0) || sum.Frames++ % Spacing != 0)
            return false;
        sum.Add(embedder.Embed(frame.Layout, frame.Luma, $"frame {frame.Index}"));
        return true;
    }

    /// <summary>The embedding of each scene by its number.</summary>
    public IReadOnlyDictionary<int, float[]> Means() => _scenes.ToDictionary(scene => scene.Key, scene => scene.Value.Mean());

    private sealed class Sum
    {
        private double[] _values = [];

        public int Frames { get; set; }

        public int Asked { get; private set; }

        public void Add(float[] embedding)
        {
            if (Asked++ == 0)
                _values = new double[embedding.Length];
            for (var i = 0; i < embedding.Length; i++)
                _values[i] += embedding[i];
        }

        public float[] Mean() => [.. _values.Select(value => (float)(value / Asked))];
    }
}
