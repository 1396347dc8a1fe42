using System.Text.Json.Serialization;

namespace StreamColorizer.Media.Probe;

/// <summary>What <c>ffprobe -of json</c> prints, as far as it is used.</summary>
internal sealed record ProbeJson(
    ProbeJson.FormatPart? Format, ProbeJson.StreamPart[]? Streams, ProbeJson.ChapterPart[]? Chapters,
    ProbeJson.PixelFormatPart[]? PixelFormats)
{
    internal sealed record FormatPart(
        string? FormatName, string? StartTime, string? Duration, Dictionary<string, string>? Tags);

    internal sealed record StreamPart(
        int Index, string? CodecType, string? CodecName, string? CodecTagString, int Width, int Height, string? PixFmt,
        string? SampleAspectRatio, string? FieldOrder, string? RFrameRate, string? AvgFrameRate, string? TimeBase,
        long? StartPts, long? DurationTs, string? NbFrames, string? BitsPerRawSample, string? ColorRange, string? ColorSpace,
        string? ColorPrimaries, string? ColorTransfer, string? ChromaLocation, string? SampleRate, int Channels,
        Dictionary<string, int>? Disposition, Dictionary<string, string>? Tags, SideDataPart[]? SideDataList);

    internal sealed record SideDataPart(string? SideDataType, double Rotation, int? DvProfile);

    internal sealed record ChapterPart(long Id);

    internal sealed record PixelFormatPart(
        string Name, int NbComponents, [property: JsonPropertyName("log2_chroma_w")] int Log2ChromaWidth,
        [property: JsonPropertyName("log2_chroma_h")] int Log2ChromaHeight, Dictionary<string, int>? Flags,
        ComponentPart[]? Components);

    internal sealed record ComponentPart(int BitDepth);
}

/// <summary>Reads <see cref="ProbeJson"/> without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ProbeJson))]
internal sealed partial class ProbeJsonContext : JsonSerializerContext;
