namespace StreamColorizer.Core.Pipeline;

/// <summary>What a network expects and answers (the bundle's facts).</summary>
/// <param name="Name">Bundle name and version, for reports.</param>
/// <param name="Stride">Height and width of the fusion input are multiples of this.</param>
/// <param name="AnswerScale">The answer has 1/AnswerScale of the input's height and width.</param>
/// <param name="EmbeddingLength">E; 0 without a global graph.</param>
/// <param name="GlobalSize">Side S of the global graph's square input; 0 without a global graph.</param>
/// <param name="DefaultSize">Default short side of the fusion input.</param>
/// <param name="DefaultSaturation">Factor on a, b that suits most pictures.</param>
public sealed record NetworkFacts(
    string Name, int Stride, int AnswerScale, int EmbeddingLength, int GlobalSize, int DefaultSize, float DefaultSaturation);

/// <summary>
/// A color network behind plain float buffers. Implementations are safe for one caller at a time per method, or as many
/// as they have lanes; the two methods may run at once. Answers are not checked: the walk refuses what is not finite.
/// </summary>
public interface IColorNetwork : IDisposable
{
    /// <summary>What the network expects and answers.</summary>
    NetworkFacts Facts { get; }

    /// <summary>Callers that <see cref="Colorize"/> takes at once, each with buffers of its own; 1 for most networks.</summary>
    int Lanes => 1;

    /// <summary>Computes the embedding of one picture.</summary>
    /// <param name="lightness">L* 0..100, S×S, row by row.</param>
    /// <param name="embedding">Receives E values.</param>
    /// <exception cref="Errors.ColorizerException">The network failed; the sentence names the bundle.</exception>
    void Embed(ReadOnlyMemory<float> lightness, Memory<float> embedding);

    /// <summary>Colors a batch of pictures of one size.</summary>
    /// <param name="count">N, at least 1.</param>
    /// <param name="height">H, a multiple of the stride.</param>
    /// <param name="width">W, a multiple of the stride.</param>
    /// <param name="lightness">L* 0..100, N×1×H×W.</param>
    /// <param name="embeddings">N×E.</param>
    /// <param name="ab">Receives a, b in CIELAB units, N×2×(H/scale)×(W/scale).</param>
    /// <exception cref="Errors.ColorizerException">The network failed; the sentence names the bundle.</exception>
    void Colorize(int count, int height, int width, Memory<float> lightness, Memory<float> embeddings, Memory<float> ab);
}
