using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Encode;

/// <summary>ffmpeg's words that tag a picture's colors: as declared, else as assumed, always written.</summary>
internal static class ColorTags
{
    public static IReadOnlyList<string> For(VideoFacts video)
    {
        var is625 = video.Height is 576 or 288;
        var matrix = video.HasLuma && video.DeclaredMatrix is "bt709" or "smpte170m" or "bt470bg" or "bt2020nc" or "fcc" or "smpte240m"
            ? video.DeclaredMatrix
            : video.Color.Matrix switch
            {
                ColorMatrix.Bt709 => "bt709",
                ColorMatrix.Bt601 => is625 ? "bt470bg" : "smpte170m",
                _ => "bt2020nc",
            };
        var primaries = video.DeclaredPrimaries ?? video.Color.Matrix switch
        {
            ColorMatrix.Bt709 => "bt709",
            ColorMatrix.Bt601 => is625 ? "bt470bg" : "smpte170m",
            _ => "bt2020",
        };
        var transfer = video.DeclaredTransfer ?? video.Color.Matrix switch
        {
            ColorMatrix.Bt709 => "bt709",
            ColorMatrix.Bt601 => "smpte170m",
            _ => "bt2020-10",
        };
        var siting = video.Color.Siting switch
        {
            ChromaSiting.Center => "center",
            ChromaSiting.TopLeft => "topleft",
            _ => "left",
        };
        return
        [
            "-color_range", video.Color.FullRange ? "pc" : "tv", "-colorspace", matrix, "-color_primaries", primaries,
            "-color_trc", transfer, "-chroma_sample_location", siting,
        ];
    }
}
