using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Decode;

/// <summary>
/// ffmpeg's filter chain that delivers the luma plane. Where the source carries one, it comes out bit for bit; where it
/// does not, it is made in an explicit way: RGB and palettes through the assumed matrix at limited range.
/// </summary>
internal static class LumaFilter
{
    /// <summary>The chain for one film.</summary>
    public static string For(VideoFacts video, DecodeOptions options)
    {
        var parts = new List<string>(8);
        if (options.Deinterlace)
            parts.Add("bwdif=mode=send_frame");
        if (!video.HasLuma)
            parts.Add(MadeLuma(video));
        else if (video.PixelFormat.EndsWith("be", StringComparison.Ordinal))
            parts.Add("format=" + video.PixelFormat[..^2] + "le");
        var halvings = options.IsThin ? Enumerable.Repeat("field=top", ThinLuma.Halvings(video.Height)) : [];
        // Rows are left out without a copy, and what is left out before need not be copied; from packed formats ffmpeg finds no
        // way to planes then.
        parts.AddRange(video.PixelFormat.StartsWith("yuv", StringComparison.Ordinal)
            ? [.. halvings, "extractplanes=y"]
            : ["extractplanes=y", .. halvings]);
        if (video.StartPts is < 0)
            parts.Add($"setpts=PTS+{-video.StartPts}");
        return string.Join(',', parts);
    }

    private static string MadeLuma(VideoFacts video)
    {
        // Bitmaps are black and white only: full range as it stands.
        if (video.PixelFormat.StartsWith("mono", StringComparison.Ordinal))
            return "format=gray";
        var matrix = video.Color.Matrix switch
        {
            ColorMatrix.Bt601 => "bt601",
            ColorMatrix.Bt709 => "bt709",
            _ => "bt2020",
        };
        var format = video.BitDepth == 8 ? "yuv444p" : $"yuv444p{video.BitDepth}le";
        return $"scale=out_color_matrix={matrix}:out_range=tv:flags=accurate_rnd+full_chroma_int,format={format}";
    }
}
