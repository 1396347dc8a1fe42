using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Scenes;

namespace StreamColorizer.Benchmarks;

/// <summary>
/// (e) the network and the color stages from 540p to 2160p, one after another, so that nothing else is measured with them.
/// </summary>
internal static class Sizes
{
    private static readonly ColorDescription Color = new(ColorMatrix.Bt709, FullRange: false, ChromaSiting.Left);

    public static void Run(Bench bench)
    {
        var facts = Media.Inference.Bundle.Read(bench.Bundle);
        double least = double.MaxValue, most = 0, shortest = double.MaxValue, longest = 0;
        foreach (var height in new[] { 540, 720, 1080, 2160 })
        {
            var layout = new PlaneLayout(height * 16 / 9, height, 8, ChromaSampling.Yuv420);
            var size = NetworkSize.For(layout.Width, layout.Height, facts.Size, facts.Stride);
            var best = Stages(layout, size, facts.AnswerScale);
            var perMegapixel = (best.Signature + best.Lightness + best.Chroma) / (layout.Width * layout.Height / 1e6);
            (least, most) = (Math.Min(least, perMegapixel), Math.Max(most, perMegapixel));
            var network = BareNetwork.Once(facts, size, Best);
            (shortest, longest) = (Math.Min(shortest, network), Math.Max(longest, network));
            Bench.Say($"(e) {height}p: network sees {size.Width}x{size.Height} and takes {network:F2} ms; signature {best.Signature:F2}, lightness {best.Lightness:F2}, "
                + $"chroma {best.Chroma:F2} ms a frame, {perMegapixel:F2} ms a megapixel");
        }

        Bench.Say($"    network, longest / shortest                                     {longest / shortest:F2}   aim 1: it does not grow");
        Bench.Say($"    the rest, most / least a megapixel                              {most / least:F2}   at most 1.2");
    }

    private static (double Signature, double Lightness, double Chroma) Stages(PlaneLayout layout, NetworkSize size, int scale)
    {
        var luma = new byte[layout.LumaBytes];
        for (var i = 0; i < luma.Length; i++)
            luma[i] = (byte)(16 + (i % layout.Width + i / layout.Width / 3) % 219);
        var (height, width) = (size.Height / scale, size.Width / scale);
        var lightness = new float[size.Height * size.Width];
        var ab = new float[2 * height * width];
        for (var i = 0; i < ab.Length; i++)
            ab[i] = 30 * MathF.Sin(i * 0.05f);
        var scaler = new LightnessScaler(layout, Color, size.Height, size.Width);
        var painter = new ChromaPainter(layout, Color, size.Height, size.Width, height, width, 1);
        var scenes = new DetectedScenes(layout, Color, 0.25);
        var (cb, cr) = (new byte[layout.ChromaBytes], new byte[layout.ChromaBytes]);
        return (
            Best(() => scenes.Next(luma)),
            Best(() => scaler.Scale(luma, lightness)),
            Best(() => painter.Paint(luma, lightness, ab, cb, cr)));
    }

    // The best of many: what the machine's other work takes is not the stage's.
    private static double Best(Action stage)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 60; i++)
        {
            var begin = TimeProvider.System.GetTimestamp();
            stage();
            best = Math.Min(best, TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds);
        }

        return best;
    }
}
