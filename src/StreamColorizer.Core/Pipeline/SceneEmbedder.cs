using StreamColorizer.Core.Color;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Pipeline;

/// <summary>
/// Asks a network for the embedding of a picture: a scene's key frame, or a reference picture.
/// </summary>
/// <param name="network">A network with a global graph.</param>
/// <param name="color">How the pictures' numbers stand for color.</param>
public sealed class SceneEmbedder(IColorNetwork network, ColorDescription color)
{
    private readonly float[] _lightness = GC.AllocateArray<float>(
        network.Facts.GlobalSize * network.Facts.GlobalSize, pinned: true);

    private LightnessScaler? _scaler;
    private PlaneLayout _layout;

    /// <summary>Computes the embedding of one picture.</summary>
    /// <param name="layout">Geometry of the luma plane.</param>
    /// <param name="luma">The luma plane.</param>
    /// <param name="picture">What the picture is, for the error: "frame 12", "the reference picture a.png".</param>
    /// <returns>E finite values.</returns>
    /// <exception cref="ColorizerException">The network failed, or its answer is not finite.</exception>
    public float[] Embed(PlaneLayout layout, ReadOnlySpan<byte> luma, string picture)
    {
        var facts = network.Facts;
        if (_scaler is null || _layout != layout)
        {
            _scaler = new LightnessScaler(layout, color, facts.GlobalSize, facts.GlobalSize);
            _layout = layout;
        }

        _scaler.Scale(luma, _lightness);
        var embedding = new float[facts.EmbeddingLength];
        network.Embed(_lightness, embedding);
        return Finite.All(embedding) ? embedding : throw NotFinite(facts, picture);
    }

    internal static ColorizerException NotFinite(NetworkFacts facts, string picture) => new(
        ExitCode.Failed,
        $"The network {facts.Name} answered with numbers that are not finite for {picture}; nothing of it was encoded: "
        + "choose another bundle (--model) or another device (--device cpu).");
}
