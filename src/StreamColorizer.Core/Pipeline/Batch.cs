using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Pipeline;

/// <summary>
/// Frames that the network sees at once, with the buffers on both sides of it. Pinned and reused; disposing gives back
/// the frames that it still holds and then itself.
/// </summary>
internal sealed class Batch(BatchPool pool, int capacity, int embeddingLength) : IDisposable, IQueued
{
    private readonly Frame?[] _frames = new Frame?[capacity];
    private readonly int[] _scenes = new int[capacity];
    private readonly float[] _embeddings = GC.AllocateArray<float>(capacity * embeddingLength, pinned: true);
    private float[] _lightness = [];
    private CellLightness[] _cells = [];
    private float[] _ab = [];
    private PaintKit? _kit;
    private int _group;

    /// <summary>Frames in it.</summary>
    public int Count { get; private set; }

    /// <summary>When its first frame came in, as the clock's timestamp.</summary>
    public long Begun { get; private set; }

    public long QueuedAt { get; set; }

    /// <summary>The tools that fit its frames.</summary>
    public PaintKit Kit => _kit ?? throw new InvalidOperationException("The batch has not begun.");

    /// <summary>L* of the frames, N×1×H×W.</summary>
    public Memory<float> Lightness => _lightness.AsMemory(0, Count * Kit.LightnessLength);

    /// <summary>Embeddings of the frames, N×E.</summary>
    public Memory<float> Embeddings => _embeddings.AsMemory(0, Count * embeddingLength);

    /// <summary>The network's answer, N×2×h×w.</summary>
    public Memory<float> Ab => _ab.AsMemory(0, Count * Kit.AnswerLength);

    /// <summary>No further frame fits.</summary>
    public bool IsFull => Count == capacity;

    /// <summary>Prepares the empty batch for frames of one layout and group.</summary>
    public void Begin(PaintKit kit, int group, long now)
    {
        if (_kit != kit)
        {
            _kit = kit;
            _cells = kit.Cells(capacity);
            _lightness = GC.AllocateArray<float>(capacity * kit.LightnessLength, pinned: true);
            _ab = GC.AllocateArray<float>(capacity * kit.AnswerLength, pinned: true);
        }

        _group = group;
        Begun = now;
    }

    /// <summary>True if the frame has the layout and the group of those in the batch.</summary>
    public bool Suits(ScenedFrame next) => next.Group == _group && next.Frame.Layout == Kit.Layout;

    /// <summary>Takes a frame over and scales it straight into its slot.</summary>
    public void Add(ScenedFrame next)
    {
        var slot = Count++;
        (_frames[slot], _scenes[slot]) = (next.Frame, next.Scene);
        var lightness = _lightness.AsSpan(slot * Kit.LightnessLength, Kit.LightnessLength);
        Kit.Scale(next.Frame, lightness);
        _cells[slot].Read(lightness);
        next.Embedding.Span.CopyTo(_embeddings.AsSpan(slot * embeddingLength, embeddingLength));
    }

    /// <summary>The frame of a slot, still the batch's.</summary>
    public Frame Frame(int slot) => _frames[slot] ?? throw new InvalidOperationException("The slot is empty.");

    /// <summary>The network's answer for one slot.</summary>
    public ReadOnlySpan<float> Answer(int slot) => _ab.AsSpan(slot * Kit.AnswerLength, Kit.AnswerLength);

    /// <summary>Holds the colors of its frames still within their scenes; batches come in order.</summary>
    public void Steady()
    {
        for (var slot = 0; slot < Count; slot++)
            Kit.Steady(_scenes[slot], _group, _cells[slot], _ab.AsSpan(slot * Kit.AnswerLength, Kit.AnswerLength));
    }

    /// <summary>Fills the chroma of one slot's frame; slots may be painted in parallel.</summary>
    public void Paint(int slot) => Kit.Paint(slot, Frame(slot), _cells[slot], Answer(slot));

    /// <summary>Says that the frame of a slot was handed over: the batch no longer owns it.</summary>
    public void Release(int slot) => _frames[slot] = null;

    /// <inheritdoc />
    public void Dispose()
    {
        for (var slot = 0; slot < Count; slot++)
        {
            _frames[slot]?.Dispose();
            _frames[slot] = null;
        }

        Count = 0;
        pool.Return(this);
    }
}
