using StreamColorizer.Core.Film;

namespace StreamColorizer.Media.Encode;

/// <summary>A stream of the source that goes into the output.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Codec">copy, or the codec that subtitles are converted to.</param>
internal sealed record CarriedStream(StreamFacts Stream, string Codec)
{
    private static readonly string[] Texts = ["subrip", "srt", "ass", "ssa", "webvtt", "mov_text", "text"];

    /// <summary>Whether a part of the film gets the rest of what began before it. Subtitles that are pictures hold times of
    /// their own; of converted ones, ffmpeg 5.1 loses the last where their times are changed.</summary>
    public bool IsCutExactly => Codec == "copy" && IsText(Stream);

    /// <summary>Whether a stream is subtitles as text, which can be converted.</summary>
    public static bool IsText(StreamFacts stream) => stream.Kind == StreamKind.Subtitle && Texts.Contains(stream.Codec);
}
