using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Probe;

/// <summary>What the luma of a pixel format is like.</summary>
/// <param name="Name">ffmpeg's name.</param>
/// <param name="BitDepth">Bits of the luma that a decoder child delivers.</param>
/// <param name="Chroma">Subsampling; null for gray, RGB and palettes.</param>
/// <param name="HasLuma">False for RGB, palettes and bitmaps.</param>
internal sealed record PixelFormat(string Name, int BitDepth, ChromaSampling? Chroma, bool HasLuma)
{
    /// <summary>Looks a format up in ffprobe's own table.</summary>
    public static PixelFormat Find(ProbeJson json, string name)
    {
        var part = json.PixelFormats?.FirstOrDefault(p => p.Name == name);
        if (part is null)
            return new PixelFormat(name, 8, ChromaSampling.Yuv420, true);
        var depth = part.Components?.FirstOrDefault()?.BitDepth ?? 8;
        if (part.Flags?.GetValueOrDefault("rgb") == 1 || part.Flags?.GetValueOrDefault("palette") == 1 || IsOdd(name))
            return new PixelFormat(name, depth <= 8 ? 8 : depth <= 10 ? 10 : depth <= 12 ? 12 : 16, null, false);
        if (part.Flags?.GetValueOrDefault("bitstream") == 1)
            return new PixelFormat(name, 8, null, false);
        // p010 and its kin keep their bits at the top of 16: ffmpeg's planes are 16 bit deep.
        if (name.StartsWith('p') && depth > 8)
            depth = 16;
        ChromaSampling? chroma = (part.NbComponents, part.Log2ChromaWidth, part.Log2ChromaHeight) switch
        {
            ( < 3, _, _) => null,
            (_, 0, 0) => ChromaSampling.Yuv444,
            (_, _, 0) => ChromaSampling.Yuv422,
            _ => ChromaSampling.Yuv420,
        };
        return new PixelFormat(name, depth, chroma, true);
    }

    private static bool IsOdd(string name) =>
        name.Contains("f32", StringComparison.Ordinal) || name.StartsWith("bayer", StringComparison.Ordinal)
        || name.StartsWith("xyz", StringComparison.Ordinal);
}
