namespace StreamColorizer.Media.Encode;

/// <summary>The kind of file that is written.</summary>
/// <param name="Extension">With its dot, in lower case.</param>
/// <param name="Muxer">ffmpeg's name of the format.</param>
/// <param name="TextSubtitles">The only text subtitles that it holds, or the ones to convert to; null if it holds none.</param>
/// <param name="HasRotation">True if it can tell players to turn the picture.</param>
public sealed record OutputContainer(string Extension, string Muxer, string? TextSubtitles, bool HasRotation)
{
    private static readonly OutputContainer Matroska = new(".mkv", "matroska", "srt", false);

    private static readonly OutputContainer[] All =
    [
        Matroska,
        new(".mp4", "mp4", "mov_text", true),
        new(".m4v", "mp4", "mov_text", true),
        new(".mov", "mov", "mov_text", true),
        new(".webm", "webm", "webvtt", false),
        new(".ts", "mpegts", null, false),
    ];

    /// <summary>
    /// The container for an extension and a codec; where that extension cannot hold the codec its kin that can, else .mkv, and
    /// then said.
    /// </summary>
    /// <param name="extension">With its dot, in any case.</param>
    /// <param name="codec">The codec of the picture.</param>
    public static (OutputContainer Container, string? Remark) Choose(string extension, VideoCodec codec)
    {
        var traits = CodecTraits.Of(codec);
        var wished = Array.Find(All, c => c.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase));
        if (wished is not null && traits.Containers.Contains(wished.Extension))
            return (wished, null);
        var why = wished is null ? "is not written, for it cannot keep all timestamps or streams" : $"cannot hold {traits.Option}";
        var near = Array.Find(All, c => IsKin(c, wished) && traits.Containers.Contains(c.Extension)) ?? Matroska;
        return (near, extension.Length == 0
            ? $"The output's name has no extension that says its container: it is {near.Extension}."
            : $"The container {extension} {why}: the output is {near.Extension}.");
    }

    // MP4 came from QuickTime's .mov: what one holds beside the picture the other holds, too.
    private static bool IsKin(OutputContainer one, OutputContainer? other) =>
        one.Muxer is "mp4" or "mov" && other?.Muxer is "mp4" or "mov";
}
