using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Encode;

/// <summary>What an encoder of ffmpeg's can take, and its defaults.</summary>
/// <param name="Codec">The codec.</param>
/// <param name="Option">The word on the command line.</param>
/// <param name="Depths">Bits of a sample, ascending.</param>
/// <param name="Chromas">Subsamplings, the preferred one first.</param>
/// <param name="MaxCrf">Largest rate factor; 0 where there is none.</param>
/// <param name="DefaultCrf">Rate factor where none is asked for.</param>
/// <param name="Presets">The presets that it knows; empty where there is none.</param>
/// <param name="DefaultPreset">Preset where none is asked for.</param>
/// <param name="LongestRun">Segments that one encoder makes: 1 where it sets no key frame at the border that it is told.</param>
/// <param name="Containers">Extensions that hold it and any timestamps, with their dots; so no .avi.</param>
internal sealed record CodecTraits(
    VideoCodec Codec, string Option, int[] Depths, ChromaSampling[] Chromas, int MaxCrf, int DefaultCrf,
    string[] Presets, string DefaultPreset, int LongestRun, string[] Containers)
{
    // About ten minutes; the borders of more would make a long command.
    private const int Long = 64;

    private static readonly string[] X26xPresets =
        ["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow", "placebo"];

    private static readonly ChromaSampling[] AllChromas = [ChromaSampling.Yuv420, ChromaSampling.Yuv422, ChromaSampling.Yuv444];

    private static readonly CodecTraits[] All =
    [
        new(VideoCodec.X264, "x264", [8, 10], AllChromas, 51, 18, X26xPresets, "medium", Long,
            [".mp4", ".m4v", ".mkv", ".mov", ".ts"]),
        new(VideoCodec.X265, "x265", [8, 10, 12], AllChromas, 51, 20, X26xPresets, "medium", Long,
            [".mp4", ".m4v", ".mkv", ".mov", ".ts"]),
        new(VideoCodec.Av1, "av1", [8, 10], [ChromaSampling.Yuv420], 63, 28,
            [.. Enumerable.Range(0, 14).Select(p => p.ToString(System.Globalization.CultureInfo.InvariantCulture))], "8", 1,
            [".mp4", ".m4v", ".mkv", ".webm"]),
        new(VideoCodec.ProRes, "prores", [10], [ChromaSampling.Yuv422, ChromaSampling.Yuv444], 0, 0, [], "", Long, [".mov", ".mkv"]),
        new(VideoCodec.Ffv1, "ffv1", [8, 9, 10, 12, 14, 16], AllChromas, 0, 0, [], "", Long, [".mkv"]),
    ];

    /// <summary>The codec's traits.</summary>
    public static CodecTraits Of(VideoCodec codec) => Array.Find(All, t => t.Codec == codec)!;

    /// <summary>Smallest depth that holds the given one, or the largest there is.</summary>
    public int DepthFor(int bits) => Array.Find(Depths, d => d >= bits) is var found and > 0 ? found : Depths[^1];
}
