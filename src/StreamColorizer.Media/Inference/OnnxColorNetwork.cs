using System.Runtime.InteropServices;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Media.Inference;

/// <summary>
/// A bundle's graphs in ONNX Runtime. Buffers are bound once and reused: the walk's own few buffers come again and
/// again, so a run neither copies nor allocates.
/// </summary>
public sealed class OnnxColorNetwork : IColorNetwork
{
    // For one buffer: each number of frames in each of a few sizes; more would be a leak.
    private const int MostBindings = 64;

    private readonly OnnxGraph _fusion;
    private readonly OnnxGraph? _global;
    private readonly float[] _picture;
    private readonly float[] _embedding;
    private readonly TensorBinding? _embed;
    private readonly Dictionary<BindingKey, TensorBinding> _bindings = [];
    private readonly Dictionary<(int Count, int Height, int Width), PaddedBatch> _padded = [];
    private readonly bool _fixedBatches;

    internal OnnxColorNetwork(
        Bundle bundle, OpenedDevice device, IReadOnlyList<GraphFile> files, OnnxGraph fusion, OnnxGraph? global,
        bool fixedBatches)
    {
        _fixedBatches = fixedBatches;
        Checksums = files.ToDictionary(static file => Path.GetFileName(file.Path), static file => file.Sha256);
        (Bundle, Device, _fusion, _global) = (bundle, device, fusion, global);
        Facts = bundle.Facts;
        _picture = GC.AllocateArray<float>(Facts.GlobalSize * Facts.GlobalSize, pinned: true);
        _embedding = GC.AllocateArray<float>(Facts.EmbeddingLength, pinned: true);
        if (global is not null)
        {
            _embed = new TensorBinding(global)
                .Input("lightness", _picture, 1, 1, Facts.GlobalSize, Facts.GlobalSize)
                .Output("embedding", _embedding, 1, Facts.EmbeddingLength);
        }
    }

    /// <summary>The bundle.</summary>
    public Bundle Bundle { get; }

    /// <summary>What it runs on, and why.</summary>
    public OpenedDevice Device { get; }

    /// <inheritdoc />
    public NetworkFacts Facts { get; }

    /// <inheritdoc />
    public int Lanes { get; internal init; } = 1;

    /// <summary>SHA-256 of each graph in use, by file name: what a report and a resume compare.</summary>
    public IReadOnlyDictionary<string, string> Checksums { get; }

    /// <summary>Opens a bundle: compares checksums, names and shapes, and runs each graph once.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="options">Device, threads, precision.</param>
    /// <exception cref="ColorizerException">
    /// The named device does not open, or the bundle is damaged; the sentence says which file, where, and the remedy.
    /// </exception>
    public static OnnxColorNetwork Open(Bundle bundle, NetworkOptions options) => new NetworkOpener(bundle, options).Open();

    /// <inheritdoc />
    public void Embed(ReadOnlyMemory<float> lightness, Memory<float> embedding)
    {
        if (_global is null || _embed is null)
            throw new InvalidOperationException($"The bundle {Facts.Name} has no global graph.");
        lightness.CopyTo(_picture);
        _global.Run(_embed.Binding);
        _embedding.CopyTo(embedding);
    }

    /// <inheritdoc />
    public void Colorize(
        int count, int height, int width, Memory<float> lightness, Memory<float> embeddings, Memory<float> ab)
    {
        if (_fixedBatches && PaddedBatch.SizeFor(count) is var size && size != count)
        {
            Padded((size, height, width)).Run(lightness.Span, embeddings.Span, ab.Span);
            return;
        }

        var key = new BindingKey(ArrayOf(lightness), ArrayOf(embeddings), ArrayOf(ab), count, height, width);
        _fusion.Run(BindingFor(key, lightness, embeddings, ab).Binding);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        ForgetBindings();
        _embed?.Dispose();
        _fusion.Dispose();
        _global?.Dispose();
    }

    private TensorBinding BindingFor(BindingKey key, Memory<float> lightness, Memory<float> embeddings, Memory<float> ab)
    {
        lock (_bindings)
        {
            if (_bindings.TryGetValue(key, out var known))
                return known;
            // Another lane may be at work with the bindings of its buffers: only this one's are given up.
            var same = _bindings.Where(binding => binding.Key.Lightness == key.Lightness).ToArray();
            foreach (var (old, binding) in same.Length == MostBindings ? same : [])
            {
                binding.Dispose();
                _bindings.Remove(old);
            }

            return _bindings[key] = Bind(key, lightness, embeddings, ab);
        }
    }

    private TensorBinding Bind(BindingKey key, Memory<float> lightness, Memory<float> embeddings, Memory<float> ab)
    {
        var scale = Facts.AnswerScale;
        var binding = new TensorBinding(_fusion)
            .Input("lightness", lightness, key.Count, 1, key.Height, key.Width)
            .Output("ab", ab, key.Count, 2, key.Height / scale, key.Width / scale);
        return _global is null ? binding : binding.Input("embedding", embeddings, key.Count, Facts.EmbeddingLength);
    }

    private PaddedBatch Padded((int Count, int Height, int Width) size)
    {
        if (_padded.TryGetValue(size, out var batch))
            return batch;
        if (_padded.Count == MostBindings)
            ForgetBindings();
        return _padded[size] = new PaddedBatch(_fusion, Facts, size);
    }

    internal void ForgetBindings()
    {
        foreach (var batch in _padded.Values)
            batch.Dispose();
        _padded.Clear();
        foreach (var binding in _bindings.Values)
            binding.Dispose();
        _bindings.Clear();
    }

    private static Place ArrayOf(Memory<float> memory) => MemoryMarshal.TryGetArray<float>(memory, out var segment)
        ? new Place(segment.Array, segment.Offset)
        : throw new ArgumentException("The buffers of a network are arrays.");

    private readonly record struct Place(float[]? Array, int Offset);

    private readonly record struct BindingKey(Place Lightness, Place Embeddings, Place Ab, int Count, int Height, int Width);
}
