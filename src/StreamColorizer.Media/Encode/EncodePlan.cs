using System.Globalization;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Media.Containers;

namespace StreamColorizer.Media.Encode;

/// <summary>What the encoder will be told, settled before the first frame: the user's wishes against what codec and film allow.</summary>
public sealed record EncodePlan
{
    /// <summary>The codec.</summary>
    public required VideoCodec Codec { get; init; }

    /// <summary>Subsampling of the encoded picture; the painter's as well.</summary>
    public required ChromaSampling Chroma { get; init; }

    /// <summary>Bits of an encoded sample.</summary>
    public required int BitDepth { get; init; }

    /// <summary>ffmpeg's name of the encoded pixel format.</summary>
    public required string PixelFormat { get; init; }

    /// <summary>False if the codec stores fewer bits than the film has.</summary>
    public required bool KeepsLumaDepth { get; init; }

    /// <summary>What differs from the wishes or from the film, one sentence each.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>ffmpeg's arguments for the encoder, tags included.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Further arguments, which follow the machine: a film that is continued on another one is the same film.</summary>
    public required IReadOnlyList<string> Pace { get; init; }

    /// <summary>Segments that one encoder can make, at least 1.</summary>
    public required int LongestRun { get; init; }

    /// <summary>Settles how a film is encoded.</summary>
    /// <exception cref="ColorizerException">A wish that the codec cannot fulfil (usage).</exception>
    public static EncodePlan For(EncodeOptions options, VideoFacts video)
    {
        var traits = CodecTraits.Of(options.Codec);
        Refuse(options, traits, video);
        var (chroma, depth) = options.PixelFormat is { } wished
            ? Parse(wished, traits)
            : (traits.Chromas[0], traits.DepthFor(video.BitDepth));
        var remarks = new List<string>();
        if (IsOdd(chroma, video) && options.Codec is VideoCodec.X264 or VideoCodec.X265)
        {
            remarks.Add($"{traits.Option} takes odd sizes such as {video.Width}x{video.Height} at full chroma only: "
                + "it is encoded as 4:4:4.");
            chroma = ChromaSampling.Yuv444;
        }

        if (depth < video.BitDepth)
        {
            remarks.Add($"The film has {video.BitDepth} bits a sample and {traits.Option} stores {depth}: "
                + "its luma is rounded; --codec ffv1 would keep all of it.");
        }

        return new EncodePlan
        {
            Codec = options.Codec,
            Chroma = chroma,
            BitDepth = depth,
            PixelFormat = RawFormat.NameOf(chroma, depth),
            KeepsLumaDepth = depth >= video.BitDepth,
            Remarks = remarks,
            LongestRun = traits.LongestRun,
            Arguments = [.. EncoderArguments.For(options, traits, video, RawFormat.NameOf(chroma, depth)), .. ColorTags.For(video)],
            Pace = [.. EncoderArguments.Pace(options.Codec, video)],
        };
    }

    private static bool IsOdd(ChromaSampling chroma, VideoFacts video) =>
        (chroma != ChromaSampling.Yuv444 && video.Width % 2 != 0) || (chroma == ChromaSampling.Yuv420 && video.Height % 2 != 0);

    private static void Refuse(EncodeOptions options, CodecTraits traits, VideoFacts video)
    {
        if (options.Crf is { } crf && traits.MaxCrf == 0)
            throw Usage($"--crf {crf} has no meaning with --codec {traits.Option}: leave it out.");
        if (options.Crf is { } factor && (factor < 0 || factor > traits.MaxCrf))
            throw Usage($"--crf {factor} is outside of 0 to {traits.MaxCrf}, the range of --codec {traits.Option}: choose from it.");
        if (options.Preset is { } word && traits.Presets.Length == 0)
            throw Usage($"--preset {word} has no meaning with --codec {traits.Option}: leave it out.");
        if (options.Preset is { } preset && !traits.Presets.Contains(preset))
            throw Usage($"--preset {preset} is unknown to --codec {traits.Option}: choose from {string.Join(", ", traits.Presets)}.");
        if (options.Codec == VideoCodec.X265 && (video.Width < 16 || video.Height < 16))
            throw Usage($"x265 cannot encode {video.Width}x{video.Height}, 16x16 is its least: choose --codec x264.");
    }

    private static (ChromaSampling Chroma, int Depth) Parse(string name, CodecTraits traits)
    {
        foreach (var chroma in traits.Chromas)
        {
            foreach (var depth in traits.Depths)
            {
                if (name == RawFormat.NameOf(chroma, depth) || name + "le" == RawFormat.NameOf(chroma, depth))
                    return (chroma, depth);
            }
        }

        var known = traits.Chromas.SelectMany(c => traits.Depths.Select(d => RawFormat.NameOf(c, d)));
        throw Usage(string.Create(CultureInfo.InvariantCulture,
            $"--pixel-format {name} is unknown to --codec {traits.Option}: choose from {string.Join(", ", known)}."));
    }

    private static ColorizerException Usage(string sentence) => new(ExitCode.Usage, sentence);
}
