using OpenCvSharp;
using StreamColorizer.Core.Color;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Media.Pictures;

/// <summary>A picture whose mood the colors follow: its embedding takes the place of every scene's own.</summary>
public static class ReferencePicture
{
    /// <summary>The picture's embedding.</summary>
    /// <param name="picture">The file.</param>
    /// <param name="facts">The network's facts.</param>
    /// <param name="embed">The network's global graph.</param>
    /// <exception cref="ColorizerException">The network has no global graph, or the picture cannot be read.</exception>
    public static float[] Embed(string picture, NetworkFacts facts, Action<ReadOnlyMemory<float>, Memory<float>> embed)
    {
        if (facts.EmbeddingLength == 0)
            throw new ColorizerException(
                ExitCode.Usage, $"A reference needs a model with a global graph, and {facts.Name} has none: leave it out, or choose another model.");
        using var gray = PictureFile.Read8Bit(picture);
        Cv2.CvtColor(gray, gray, ColorConversionCodes.BGR2GRAY);
        var side = facts.GlobalSize;
        var lightness = new float[side * side];
        new LightnessScaler(new PlaneLayout(gray.Cols, gray.Rows, 8, ChromaSampling.Yuv420), PictureFrames.Color, side, side)
            .Scale(gray.AsSpan<byte>(), lightness);
        var embedding = new float[facts.EmbeddingLength];
        embed(lightness, embedding);
        return embedding;
    }
}
