using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Live;

/// <summary>A network that answers with one color, waits where it is told to, and notes what it was asked.</summary>
internal sealed class SlowNetwork : IColorNetwork
{
    private readonly SemaphoreSlim _gate = new(0);

    public NetworkFacts Facts { get; } = new("slow 1.0", 16, 4, 4, 32, 32, 1);

    public int Lanes { get; init; } = 1;

    public List<int> Batches { get; } = [];

    /// <summary>True: each batch waits for <see cref="Release"/>.</summary>
    public bool Holds { get; set; }

    public Exception? Fault { get; set; }

    public float Answer { get; set; } = 20;

    public void Release(int batches = 1) => _gate.Release(batches);

    public void Embed(ReadOnlyMemory<float> lightness, Memory<float> embedding) => embedding.Span.Fill(1);

    public void Colorize(int count, int height, int width, Memory<float> lightness, Memory<float> embeddings, Memory<float> ab)
    {
        lock (Batches)
            Batches.Add(count);
        if (Holds)
            _gate.Wait();
        if (Fault is not null)
            throw Fault;
        ab.Span.Fill(Answer);
    }

    public void Dispose()
    {
    }
}
