using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>
/// One network for many feeds. Threads of its own, one for each of the network's lanes, take what was asked, oldest
/// first, together with questions of the same size, up to a count or an age. A feed that does not ask costs the others
/// nothing.
/// </summary>
public sealed class SharedNetwork : IDisposable
{
    private readonly IColorNetwork _network;
    private readonly int _most;
    private readonly TimeProvider _time;
    private readonly Lock _embedding = new();
    private readonly StageMetrics _metrics = new("network");
    private readonly RequestQueue _waiting;
    private readonly Thread[] _threads;

    /// <summary>Takes the network over and begins to work.</summary>
    /// <param name="network">The network; disposed with this.</param>
    /// <param name="most">Frames in a batch at the most, at least 1.</param>
    /// <param name="age">How long the first frame of a batch waits for others.</param>
    /// <param name="time">The clock.</param>
    public SharedNetwork(IColorNetwork network, int most, TimeSpan age, TimeProvider time)
    {
        (_network, _most, _time) = (network, most, time);
        _waiting = new RequestQueue(most, age, time, _metrics);
        _threads = [.. Enumerable.Range(0, network.Lanes).Select(_ => new Thread(Work) { IsBackground = true, Name = "network" })];
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <summary>The network's facts.</summary>
    public NetworkFacts Facts => _network.Facts;

    /// <summary>Told the number of frames of each batch.</summary>
    public event Action<int>? BatchDone;

    /// <summary>Questions that wait now.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Computes the embedding of one picture; callers take turns.</summary>
    /// <param name="lightness">L* 0..100, S×S.</param>
    /// <param name="embedding">Receives E values.</param>
    public void Embed(ReadOnlyMemory<float> lightness, Memory<float> embedding)
    {
        lock (_embedding)
            _network.Embed(lightness, embedding);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _waiting.Close();
        foreach (var thread in _threads)
            thread.Join();
        _waiting.GiveUp();
        _network.Dispose();
    }

    internal void Ask(ColorRequest request) => _waiting.Add(request);

    private void Work()
    {
        var taken = new List<ColorRequest>(_most);
        var buffers = new Dictionary<(int Height, int Width), Buffers>();
        while (_waiting.Take(taken))
        {
            try
            {
                Answer(taken, buffers);
            }
            catch (Exception fault)
            {
                // The border between feeds and network: the feeds go on in gray and count it.
                foreach (var request in taken)
                    request.Failed(fault);
            }
        }
    }

    private void Answer(List<ColorRequest> taken, Dictionary<(int Height, int Width), Buffers> all)
    {
        var first = taken[0];
        var (height, width, count) = (first.Height, first.Width, taken.Count);
        if (!all.TryGetValue((height, width), out var buffers))
            all[(height, width)] = buffers = new Buffers(_most, first.Lightness.Length, first.Embedding.Length, first.Answer.Length);
        for (var i = 0; i < count; i++)
        {
            taken[i].Lightness.CopyTo(buffers.Lightness.AsSpan(i * first.Lightness.Length));
            taken[i].Embedding.CopyTo(buffers.Embeddings.AsSpan(i * first.Embedding.Length));
        }

        var begun = _time.GetTimestamp();
        _network.Colorize(
            count, height, width,
            buffers.Lightness.AsMemory(0, count * first.Lightness.Length),
            buffers.Embeddings.AsMemory(0, count * first.Embedding.Length),
            buffers.Answers.AsMemory(0, count * first.Answer.Length));
        _metrics.Duration.Observe(_time.GetElapsedTime(begun).TotalSeconds);
        for (var i = 0; i < count; i++)
        {
            buffers.Answers.AsSpan(i * first.Answer.Length, first.Answer.Length).CopyTo(taken[i].Answer);
            taken[i].Answered();
        }

        BatchDone?.Invoke(count);
    }

    private sealed class Buffers(int most, int lightness, int embedding, int answer)
    {
        // Pinned: native code reads and writes them.
        public float[] Lightness { get; } = GC.AllocateArray<float>(most * lightness, pinned: true);

        public float[] Embeddings { get; } = GC.AllocateArray<float>(Math.Max(1, most * embedding), pinned: true);

        public float[] Answers { get; } = GC.AllocateArray<float>(most * answer, pinned: true);
    }
}
