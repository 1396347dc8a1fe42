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
        using var network = Open(bundle, threads: threads);
        var picture = Buffer(bundle.GlobalSize * bundle.GlobalSize);
        var embedding = Buffer(bundle.EmbeddingLength);
        for (var i = 0; i < embeddings; i++)
            network.Embed(picture, embedding);
        var colorize = Colorizing(network, bundle, Size(bundle));
        for (var i = 0; i < frames; i++)
            colorize();
    }

    /// <summary>One run of the fusion graph on pictures.</summary>
    /// <param name="network">The network.</param>
    /// <param name="bundle">Its bundle.</param>
    /// <param name="size">What the network sees.</param>
    /// <param name="batch">Pictures at once.</param>
    public static Action Colorizing(OnnxColorNetwork network, Bundle bundle, NetworkSize size, int batch = 1)
    {
        var lightness = Buffer(batch * size.Height * size.Width);
        var embedding = Buffer(batch * bundle.EmbeddingLength);
        var ab = Buffer(batch * 2 * size.Height * size.Width / (bundle.AnswerScale * bundle.AnswerScale));
        return () => network.Colorize(batch, size.Height, size.Width, lightness, embedding, ab);
    }

    /// <summary>Opens the network.</summary>
    /// <param name="bundle">Its bundle.</param>
    /// <param name="device">What it runs on.</param>
    /// <param name="threads">Threads of a CPU's graph; the product's default where null.</param>
    public static OnnxColorNetwork Open(Bundle bundle, DeviceKind device = DeviceKind.Cpu, int? threads = null) =>
        OnnxColorNetwork.Open(bundle, new NetworkOptions { Device = new(device), Threads = threads });

    private static float[] Buffer(int length)
    {
        var buffer = GC.AllocateArray<float>(length, pinned: true);
        for (var i = 0; i < length; i++)
            buffer[i] = i * 37 % 100;
        return buffer;
    }
}
