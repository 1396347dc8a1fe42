using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Pipeline;

/// <summary>What is needed to scale and paint frames of one layout: the sizes that the network sees, tables, scratch space.</summary>
internal sealed class PaintKit
{
    private readonly LightnessScaler _scaler;
    private readonly ChromaPainter[] _painters;
    private readonly ColorMemory _memory;

    public PaintKit(PlaneLayout layout, NetworkFacts facts, PipelineOptions options)
    {
        Layout = layout;
        (Height, Width) = NetworkSize.For(
            layout.Width, layout.Height, options.NetworkSize ?? facts.DefaultSize, facts.Stride);
        (AnswerHeight, AnswerWidth) = (Height / facts.AnswerScale, Width / facts.AnswerScale);
        _scaler = new LightnessScaler(layout, options.Color, Height, Width);
        _memory = new ColorMemory(AnswerHeight, AnswerWidth);
        _painters = new ChromaPainter[options.Batch];
        for (var slot = 0; slot < _painters.Length; slot++)
        {
            _painters[slot] = new ChromaPainter(
                layout, options.Color, AnswerHeight, AnswerWidth, options.Saturation ?? facts.DefaultSaturation);
        }
    }

    /// <summary>Layout of the frames that this kit fits.</summary>
    public PlaneLayout Layout { get; }

    /// <summary>Height that the network sees.</summary>
    public int Height { get; }

    /// <summary>Width that the network sees.</summary>
    public int Width { get; }

    /// <summary>Height of the network's answer.</summary>
    public int AnswerHeight { get; }

    /// <summary>Width of the network's answer.</summary>
    public int AnswerWidth { get; }

    /// <summary>Floats of one picture that the network sees.</summary>
    public int LightnessLength => Height * Width;

    /// <summary>Floats of one answer, a then b.</summary>
    public int AnswerLength => 2 * AnswerHeight * AnswerWidth;

    /// <summary>Scales a frame's luma for the network; one caller at a time.</summary>
    public void Scale(Frame frame, Span<float> lightness) => _scaler.Scale(frame.Luma, lightness);

    /// <summary>Cells of its own for each of so many frames.</summary>
    public CellLightness[] Cells(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new CellLightness(Height, Width, AnswerHeight, AnswerWidth))];

    /// <summary>Holds a frame's answer still within its scene and group; frames come in order.</summary>
    public void Steady(int scene, int group, CellLightness cells, Span<float> ab) => _memory.Steady(scene, group, cells, ab);

    /// <summary>Fills a frame's chroma; one caller at a time per slot.</summary>
    public void Paint(int slot, Frame frame, CellLightness cells, ReadOnlySpan<float> ab) =>
        _painters[slot].Paint(frame.Luma, cells, ab, frame.Cb, frame.Cr);
}
