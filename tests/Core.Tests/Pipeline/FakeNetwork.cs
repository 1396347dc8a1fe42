using System.Collections.Concurrent;
using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Pipeline;

/// <summary>
/// A deterministic network: the embedding is the mean lightness of its picture, a is 20 unless told otherwise, b the embedding's value.
/// Keeps what it was asked.
/// </summary>
public sealed class FakeNetwork : IColorNetwork
{
    public NetworkFacts Facts { get; init; } = new("fake 1.0", 8, 4, 2, 8, 16, 1);

    /// <summary>Pairs of (mean lightness of the picture, embedding it was colored with), in the order of asking.</summary>
    public ConcurrentQueue<(float Lightness, float Embedding)> Colored { get; } = [];

    public ConcurrentQueue<int> BatchSizes { get; } = [];

    public ConcurrentQueue<(int Height, int Width)> Sizes { get; } = [];

    public int Embedded => _embedded;

    /// <summary>Number of the picture (0 based) whose answer is not a number; -1: none.</summary>
    public int NanAt { get; init; } = -1;

    public Action<int>? BeforeColorize { get; init; }

    public Action<int>? BeforeEmbed { get; init; }

    public bool Keep { get; init; } = true;

    /// <summary>a of a picture, by its number.</summary>
    public Func<int, float> A { get; init; } = static _ => 20;

    private int _embedded;
    private int _colored;

    public void Embed(ReadOnlyMemory<float> lightness, Memory<float> embedding)
    {
        BeforeEmbed?.Invoke(_embedded);
        _embedded++;
        embedding.Span.Fill(Mean(lightness.Span));
    }

    public void Colorize(
        int count, int height, int width, Memory<float> lightness, Memory<float> embeddings, Memory<float> ab)
    {
        if (Keep)
        {
            BatchSizes.Enqueue(count);
            Sizes.Enqueue((height, width));
        }

        var answer = height / Facts.AnswerScale * (width / Facts.AnswerScale);
        if (lightness.Length != count * height * width
            || embeddings.Length != count * Facts.EmbeddingLength
            || ab.Length != count * 2 * answer)
            throw new ArgumentException("A buffer has the wrong length.");
        for (var i = 0; i < count; i++, _colored++)
        {
            BeforeColorize?.Invoke(_colored);
            var known = Facts.EmbeddingLength > 0 ? embeddings.Span[i * Facts.EmbeddingLength] : 0;
            if (Keep)
                Colored.Enqueue((Mean(lightness.Span.Slice(i * height * width, height * width)), known));
            ab.Span.Slice(2 * i * answer, answer).Fill(_colored == NanAt ? float.NaN : A(_colored));
            ab.Span.Slice((2 * i + 1) * answer, answer).Fill(known);
        }
    }

    public void Dispose()
    {
    }

    private static float Mean(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return (float)(sum / values.Length);
    }
}
