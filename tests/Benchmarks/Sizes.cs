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

    private static readonly TimeSpan s_sample = TimeSpan.FromMilliseconds(20);

    public static void Run(Bench bench)
    {
        var facts = Media.Inference.Bundle.Read(bench.Bundle);
        double least = double.MaxValue, most = 0, shortest = double.MaxValue, longest = 0;
        WarmUp(facts);
        foreach (var height in new[] { 540, 720, 1080, 2160 })
        {
            var (layout, size) = Geometry(facts, height);
            var best = Stages(layout, size, facts.AnswerScale);
            var perMegapixel = (best.Signature + best.Lightness + best.Chroma) / (layout.Width * layout.Height / 1e6);
            (least, most) = (Math.Min(least, perMegapixel), Math.Max(most, perMegapixel));
            var network = BareNetwork.Once(facts, size, Best);
            (shortest, longest) = (Math.Min(shortest, network), Math.Max(longest, network));
            Bench.Say($"(e) {height}p: network sees {size.Width}x{size.Height} and takes {network:F2} ms of CPU; signature {best.Signature:F2}, lightness {best.Lightness:F2}, "
                + $"chroma {best.Chroma:F2} ms a frame, {perMegapixel:F2} ms a megapixel");
        }

        Bench.Say($"    network, longest / shortest                                     {longest / shortest:F2}   aim 1: it does not grow");
        Bench.Say($"    the rest, most / least a megapixel                              {most / least:F2}   at most 1.2");
    }

    // Until the stages are compiled for good: the first height would pay for all.
    private static void WarmUp(Media.Inference.Bundle facts)
    {
        var (layout, size) = Geometry(facts, 540);
        var begin = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromSeconds(2))
            Stages(layout, size, facts.AnswerScale);
    }

    private static (PlaneLayout Layout, NetworkSize Size) Geometry(Media.Inference.Bundle facts, int height)
    {
        var layout = new PlaneLayout(height * 16 / 9, height, 8, ChromaSampling.Yuv420);
        return (layout, NetworkSize.For(layout.Width, layout.Height, facts.Size, facts.Stride));
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
        var painter = new ChromaPainter(layout, Color, height, width, 1);
        var cells = new CellLightness(size.Height, size.Width, height, width);
        var scenes = new DetectedScenes(layout, Color, 0.25);
        var (cb, cr) = (new byte[layout.ChromaBytes], new byte[layout.ChromaBytes]);
        return (
            Best(() => scenes.Next(luma)),
            Best(() => scaler.Scale(luma, lightness)),
            Best(() =>
            {
                cells.Read(lightness);
                painter.Paint(luma, cells, ab, cb, cr);
            }));
    }

    // Processor time, and the best of many: what the machine's other work takes is not the stage's.
    private static double Best(Action stage)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var runs = 0;
            var begin = Environment.CpuUsage.TotalTime;
            TimeSpan passed;
            do
            {
                stage();
                runs++;
                passed = Environment.CpuUsage.TotalTime - begin;
            }
            while (passed < s_sample);
            best = Math.Min(best, passed.TotalMilliseconds / runs);
        }

        return best;
    }
}
