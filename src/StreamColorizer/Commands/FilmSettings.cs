using StreamColorizer.Core.Film;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Decode;
using StreamColorizer.Media.Encode;

namespace StreamColorizer.Commands;

/// <summary>What one film's facts and the user's wishes come to.</summary>
/// <param name="Facts">The film, as probed.</param>
/// <param name="Output">Where it goes.</param>
/// <param name="Container">The kind of file that it becomes.</param>
/// <param name="Decoder">Who decodes.</param>
/// <param name="Decode">How it is read.</param>
/// <param name="Encode">How it is encoded.</param>
/// <param name="Warnings">What was guessed or changed, a sentence each.</param>
public sealed record FilmSettings(
    MediaFacts Facts, string Output, OutputContainer Container, string Decoder, DecodeOptions Decode, EncodePlan Encode,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Whether OpenCV decodes instead of ffmpeg.</summary>
    public bool UsesOpenCv => Decoder == "opencv";

    /// <summary>Settles how a film is colored.</summary>
    /// <param name="request">What the user asked for.</param>
    /// <param name="facts">The film, as probed.</param>
    /// <param name="tone">The colors that it has already.</param>
    /// <param name="item">Where it is to go.</param>
    /// <exception cref="Core.Errors.ColorizerException">A wish that the codec cannot fulfil.</exception>
    public static FilmSettings Of(ColorizeRequest request, MediaFacts facts, Tone tone, ColorizeItem item)
    {
        var warnings = new List<string>();
        // Whole frames are made before they are encoded.
        var video = request.Deinterlace ? facts.Video with { FieldOrder = "progressive" } : facts.Video;
        var encode = EncodePlan.For(
            new EncodeOptions
            {
                Codec = request.VideoCodec,
                Crf = request.Crf,
                Preset = request.Preset,
                PixelFormat = request.PixelFormat,
            },
            video);
        if (item.Remark is { } remark)
            warnings.Add(remark);
        var container = OutputContainer.Choose(Path.GetExtension(item.Output), encode.Codec).Container;
        warnings.AddRange(encode.Remarks);
        warnings.AddRange(About(facts, tone, request));
        var decode = new DecodeOptions
        {
            From = request.From,
            To = request.To,
            Deinterlace = request.Deinterlace,
            Chroma = encode.Chroma,
        };
        return new FilmSettings(facts, item.Output, container, request.Decoder == "opencv" ? "opencv" : "ffmpeg", decode, encode, warnings);
    }

    /// <summary>Whether the luma that is encoded is the decoded one bit for bit, and why.</summary>
    public (bool? IsIdentical, string Reason) Luma(FilmOutcome outcome)
    {
        if (UsesOpenCv)
            return (false, "--decoder opencv hands out colors, from which luma was computed back.");
        if (!Facts.Video.HasLuma)
            return (null, $"The source is {Facts.Video.PixelFormat}: it has no luma plane, its luma was made from its colors.");
        if (Decode.Deinterlace)
            return (false, "--deinterlace makes new frames out of fields.");
        if (outcome.Adapted.Any(end => end.End == SourceEnd.LayoutChanged))
            return (false, "The picture's size changes in mid-stream: what follows was scaled to the first size.");
        if (!Encode.KeepsLumaDepth)
            return (false, $"The encoder stores {Encode.BitDepth} bits of the source's {Facts.Video.BitDepth}.");
        return outcome.IsLumaProven
            ? (true, "The MD5 of every luma plane was the same where it was decoded and where it entered the encoder.")
            : (false, "The luma that entered the encoder differs from the decoded one, or the lists that tell are gone.");
    }

    /// <summary>Says what became of colors that a source had; null where it had none.</summary>
    /// <param name="path">The source.</param>
    /// <param name="tone">Its colors.</param>
    public static string? About(string path, Tone tone) => tone switch
    {
        Tone.Tinted => $"{path} is tinted: it was reduced to luma first, so its tint gave way to colors.",
        Tone.Color => $"{path} is in color already: it was reduced to luma first, so its own colors are gone.",
        _ => null,
    };

    private static IEnumerable<string> About(MediaFacts facts, Tone tone, ColorizeRequest request)
    {
        var video = facts.Video;
        if (video.ColorGuessed)
        {
            yield return $"{facts.Path} does not say its color matrix and range: "
                + $"{video.Color.Matrix.ToString().Replace("Bt", "BT.", StringComparison.Ordinal)}, "
                + $"{(video.Color.FullRange ? "full" : "limited")} range was assumed.";
        }

        if (About(facts.Path, tone) is { } colors)
            yield return colors;
        if (video.IsInterlaced && !request.Deinterlace)
            yield return $"{facts.Path} is interlaced: it was colored as it is, its field order kept; --deinterlace makes it progressive.";
    }
}
