namespace StreamColorizer.Media.Encode;

/// <summary>How the colored picture is encoded, as the user wishes it.</summary>
public sealed record EncodeOptions
{
    /// <summary>The codec.</summary>
    public VideoCodec Codec { get; init; } = VideoCodec.X264;

    /// <summary>Constant rate factor in the codec's own scale, lower is better; null is its default. None with prores and ffv1.</summary>
    public int? Crf { get; init; }

    /// <summary>The encoder's own word for speed against size; null is medium, or 8 for AV1. None with prores and ffv1.</summary>
    public string? Preset { get; init; }

    /// <summary>ffmpeg's name of a planar Y'CbCr format; null keeps the source's depth as far as the codec can.</summary>
    public string? PixelFormat { get; init; }
}
