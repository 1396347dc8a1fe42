using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Scenes;
using StreamColorizer.Media.Inference;

namespace StreamColorizer.Benchmarks;

/// <summary>(e) the network and the color stages from 540p to 2160p.</summary>
internal static class Sizes
{
    private const int Rounds = 150;

    private static readonly ColorDescription Color = new(ColorMatrix.Bt709, FullRange: false, ChromaSiting.Left);

    private static readonly TimeSpan s_sample = TimeSpan.FromMilliseconds(20);

    public static void Run(Bench bench)
    {
        var bundle = Bundle.Read(bench.Bundle);
        Stages[] all = [.. new[] { 540, 720, 1080, 2160 }.Select(height => Prepare(bundle, height))];
        var (signature, lightness, chroma) = (
            Fastest([.. all.Select(static stages => stages.Signature)]),
            Fastest([.. all.Select(static stages => stages.Lightness)]),
            Fastest([.. all.Select(static stages => stages.Chroma)]));
        var network = Network(bundle, [.. all.Select(static stages => stages.Size)]);
        var rest = new double[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            var (layout, size) = (all[i].Layout, all[i].Size);
            rest[i] = (signature[i] + lightness[i] + chroma[i]) / (layout.Width * layout.Height / 1e6);
            Bench.Say($"(e) {layout.Height}p: network sees {size.Width}x{size.Height} and takes {network[i]:F2} ms of CPU; signature {signature[i]:F2}, "
                + $"lightness {lightness[i]:F2}, chroma {chroma[i]:F2} ms a frame, {rest[i]:F2} ms a megapixel");
        }

        Bench.Say($"    network, longest / shortest                                     {network.Max() / network.Min():F2}   aim 1: it does not grow");
        Bench.Say($"    the rest, most / least a megapixel                              {rest.Max() / rest.Min():F2}   at most 1.2");
    }

    private static double[] Network(Bundle bundle, NetworkSize[] sizes)
    {
        using var network = BareNetwork.Open(bundle);
        return Fastest([.. sizes.Select(size => BareNetwork.Colorizing(network, bundle, size))]);
    }

    private static Stages Prepare(Bundle bundle, int height)
    {
        var layout = new PlaneLayout(height * 16 / 9, height, 8, ChromaSampling.Yuv420);
        var size = NetworkSize.For(layout.Width, layout.Height, bundle.Size, bundle.Stride);
        var (rows, columns) = (size.Height / bundle.AnswerScale, size.Width / bundle.AnswerScale);
        var (luma, ab) = (Luma(layout), Answer(2 * rows * columns));
        var lightness = new float[size.Height * size.Width];
        var scaler = new LightnessScaler(layout, Color, size.Height, size.Width);
        var painter = new ChromaPainter(layout, Color, rows, columns, 1);
        var cells = new CellLightness(size.Height, size.Width, rows, columns);
        var scenes = new DetectedScenes(layout, Color, 0.25);
        var (cb, cr) = (new byte[layout.ChromaBytes], new byte[layout.ChromaBytes]);
        scaler.Scale(luma, lightness);
        return new Stages(layout, size, () => scenes.Next(luma), () => scaler.Scale(luma, lightness), () =>
        {
            cells.Read(lightness);
            painter.Paint(luma, cells, ab, cb, cr);
        });
    }

    private static byte[] Luma(PlaneLayout layout)
    {
        var luma = new byte[layout.LumaBytes];
        for (var i = 0; i < luma.Length; i++)
            luma[i] = (byte)(16 + (i % layout.Width + i / layout.Width / 3) % 219);
        return luma;
    }

    private static float[] Answer(int length)
    {
        var ab = new float[length];
        for (var i = 0; i < length; i++)
            ab[i] = 30 * MathF.Sin(i * 0.05f);
        return ab;
    }

    // Processor time of one run of each in ms. The best of many, taken by turns: other work on the machine, and the methods'
    // compilation, are not the stage's, and a slow moment meets all sizes.
    private static double[] Fastest(Action[] runs)
    {
        var best = new double[runs.Length];
        Array.Fill(best, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < runs.Length; i++)
                best[i] = Math.Min(best[i], Sample(runs[i]));
        }

        return best;
    }

    private static double Sample(Action run)
    {
        var runs = 0;
        var begin = Environment.CpuUsage.TotalTime;
        TimeSpan passed;
        do
        {
            run();
            runs++;
            passed = Environment.CpuUsage.TotalTime - begin;
        }
        while (passed < s_sample);
        return passed.TotalMilliseconds / runs;
    }

    private sealed record Stages(PlaneLayout Layout, NetworkSize Size, Action Signature, Action Lightness, Action Chroma);
}
