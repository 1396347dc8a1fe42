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
        using var network = OnnxColorNetwork.Open(bundle, new NetworkOptions { Device = new(DeviceKind.Cpu), Threads = threads });
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

    private static float[] Buffer(int length)
    {
        var buffer = GC.AllocateArray<float>(length, pinned: true);
        for (var i = 0; i < length; i++)
            buffer[i] = i * 37 % 100;
        return buffer;
    }
}
