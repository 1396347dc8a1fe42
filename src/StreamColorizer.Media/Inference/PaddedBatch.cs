using System.Numerics;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Media.Inference;

/// <summary>Buffers for more pictures than a batch has: the batch is copied to their beginning, the rest is zero.</summary>
internal sealed class PaddedBatch : IDisposable
{
    private readonly OnnxGraph _fusion;
    private readonly TensorBinding _binding;
    private readonly float[] _lightness;
    private readonly float[] _embeddings;
    private readonly float[] _ab;

    /// <summary>Makes and binds the buffers.</summary>
    /// <param name="fusion">The graph.</param>
    /// <param name="facts">What it expects.</param>
    /// <param name="size">Pictures, and height and width of each.</param>
    public PaddedBatch(OnnxGraph fusion, NetworkFacts facts, (int Count, int Height, int Width) size)
    {
        var (count, height, width) = size;
        var (answerHeight, answerWidth) = (height / facts.AnswerScale, width / facts.AnswerScale);
        _fusion = fusion;
        _lightness = Pinned(count * height * width);
        _embeddings = Pinned(count * facts.EmbeddingLength);
        _ab = Pinned(count * 2 * answerHeight * answerWidth);
        _binding = new TensorBinding(fusion)
            .Input("lightness", _lightness, count, 1, height, width)
            .Output("ab", _ab, count, 2, answerHeight, answerWidth);
        if (facts.EmbeddingLength > 0)
            _binding.Input("embedding", _embeddings, count, facts.EmbeddingLength);
    }

    /// <summary>The next power of two.</summary>
    public static int SizeFor(int count) => (int)BitOperations.RoundUpToPowerOf2((uint)count);

    /// <summary>Colors a batch that fits; see <see cref="IColorNetwork.Colorize"/>.</summary>
    public void Run(ReadOnlySpan<float> lightness, ReadOnlySpan<float> embeddings, Span<float> ab)
    {
        Fill(_lightness, lightness);
        Fill(_embeddings, embeddings);
        _fusion.Run(_binding.Binding);
        _ab.AsSpan(0, ab.Length).CopyTo(ab);
    }

    /// <inheritdoc />
    public void Dispose() => _binding.Dispose();

    // What an earlier batch left behind could hold numbers that are slow to work on, or none.
    private static void Fill(float[] buffer, ReadOnlySpan<float> values)
    {
        values.CopyTo(buffer);
        Array.Clear(buffer, values.Length, buffer.Length - values.Length);
    }

    private static float[] Pinned(int length) => GC.AllocateArray<float>(length, pinned: true);
}
