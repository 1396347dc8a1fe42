using StreamColorizer.Core.Color;
using StreamColorizer.Media.Inference;

namespace StreamColorizer.Benchmarks;

/// <summary>The network alone: as many runs as a film asks for, nothing around them.</summary>
internal static class BareNetwork
{
    /// <summary>Size at which the default network sees 16:9.</summary>
    public static NetworkSize Size(Bundle bundle) => NetworkSize.For(1280, 720, bundle.Size, bundle.Stride);

    public static void Run(string folder, int frames, int embeddings, int? threads = null)
    {
        var bundle = Bundle.Read(folder);
        using var network = Open(bundle, threads);
        var (height, width) = (Size(bundle).Height, Size(bundle).Width);
        var lightness = Buffer(height * width);
        var picture = Buffer(bundle.GlobalSize * bundle.GlobalSize);
        var embedding = Buffer(bundle.EmbeddingLength);
        var ab = Buffer(2 * height * width / (bundle.AnswerScale * bundle.AnswerScale));
        for (var i = 0; i < embeddings; i++)
            network.Embed(picture, embedding);
        for (var i = 0; i < frames; i++)
            network.Colorize(1, height, width, lightness, embedding, ab);
    }

    /// <summary>Runs the fusion graph alone on pictures of one size, as the clock sees fit.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="size">What the network sees.</param>
    /// <param name="clock">Runs the action several times and says what one run takes.</param>
    public static double Once(Bundle bundle, NetworkSize size, Func<Action, double> clock)
    {
        using var network = Open(bundle, null);
        var lightness = Buffer(size.Height * size.Width);
        var embedding = Buffer(bundle.EmbeddingLength);
        var ab = Buffer(2 * size.Height * size.Width / (bundle.AnswerScale * bundle.AnswerScale));
        return clock(() => network.Colorize(1, size.Height, size.Width, lightness, embedding, ab));
    }

    private static OnnxColorNetwork Open(Bundle bundle, int? threads) =>
        OnnxColorNetwork.Open(bundle, new NetworkOptions { Device = new(DeviceKind.Cpu), Threads = threads });

    private static float[] Buffer(int length)
    {
        var buffer = GC.AllocateArray<float>(length, pinned: true);
        for (var i = 0; i < length; i++)
            buffer[i] = i * 37 % 100;
        return buffer;
    }
}
