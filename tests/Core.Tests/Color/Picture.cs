using System.Runtime.InteropServices;
using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;

namespace Core.Tests.Color;

/// <summary>A picture with everything that a painter wants.</summary>
internal sealed class Picture
{
    public Picture(PlaneLayout layout, ColorDescription color, Func<int, int, int>? code = null, int answerScale = 2)
    {
        var maximum = (1 << layout.BitDepth) - 1;
        var random = new Random(5);
        Layout = layout;
        Color = color;
        AnswerScale = answerScale;
        Luma = Planes.Filled(layout, code ?? ((y, x) =>
            Math.Clamp((int)(maximum * (0.5 + 0.4 * Math.Sin(x * 0.21) * Math.Cos(y * 0.13))) + random.Next(maximum / 20 + 1), 0, maximum)));
        Size = NetworkSize.For(layout.Width, layout.Height, 64, 16);
        Lightness = new float[Size.Height * Size.Width];
        new LightnessScaler(layout, color, Size.Height, Size.Width).Scale(Luma, Lightness);
        Cells = new CellLightness(Size.Height, Size.Width, AnswerHeight, AnswerWidth);
        Cells.Read(Lightness);
    }

    public PlaneLayout Layout { get; }

    public ColorDescription Color { get; }

    public NetworkSize Size { get; }

    public int AnswerScale { get; }

    public int AnswerHeight => Size.Height / AnswerScale;

    public int AnswerWidth => Size.Width / AnswerScale;

    public byte[] Luma { get; }

    public float[] Lightness { get; }

    public CellLightness Cells { get; }

    /// <summary>Mean L* of an answer's cell.</summary>
    public double CellMean(int y, int x) => Cell(y, x).Average();

    /// <summary>Standard deviation of L* in an answer's cell.</summary>
    public double CellDeviation(int y, int x)
    {
        var mean = CellMean(y, x);
        return Math.Sqrt(Cell(y, x).Average(value => (value - mean) * (value - mean)));
    }

    public float[] Answer(Func<int, int, (float A, float B)> color)
    {
        var ab = new float[2 * AnswerHeight * AnswerWidth];
        for (var y = 0; y < AnswerHeight; y++)
            for (var x = 0; x < AnswerWidth; x++)
                (ab[y * AnswerWidth + x], ab[(AnswerHeight + y) * AnswerWidth + x]) = color(y, x);
        return ab;
    }

    public ChromaPainter Painter(float saturation) =>
        new(Layout, Color, AnswerHeight, AnswerWidth, saturation);

    public (byte[] Cb, byte[] Cr) Paint(float[] ab, float saturation)
    {
        var (cb, cr) = (new byte[Layout.ChromaBytes], new byte[Layout.ChromaBytes]);
        Painter(saturation).Paint(Luma, Cells, ab, cb, cr);
        return (cb, cr);
    }

    public int Chroma(byte[] plane, int y, int x) => Layout.BytesPerSample == 1
        ? plane[y * Layout.ChromaWidth + x]
        : MemoryMarshal.Cast<byte, ushort>(plane.AsSpan())[y * Layout.ChromaWidth + x];

    private IEnumerable<double> Cell(int y, int x) =>
        from row in Enumerable.Range(y * AnswerScale, AnswerScale)
        from column in Enumerable.Range(x * AnswerScale, AnswerScale)
        select (double)Lightness[row * Size.Width + column];
}
