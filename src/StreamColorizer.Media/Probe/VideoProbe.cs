using System.Globalization;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Probe;

/// <summary>Turns ffprobe's words on a video stream into facts.</summary>
internal static class VideoProbe
{
    public static VideoFacts Facts(ProbeJson.StreamPart stream, PixelFormat format)
    {
        var (sampleWidth, sampleHeight) = Pair(stream.SampleAspectRatio, ':');
        var matrix = format.HasLuma ? MatrixOf(stream.ColorSpace) : null;
        var range = format.HasLuma ? RangeOf(stream, format) : format.Name.StartsWith("mono", StringComparison.Ordinal);
        return new VideoFacts
        {
            StreamIndex = stream.Index,
            Codec = stream.CodecName ?? "unknown",
            Width = stream.Width,
            Height = stream.Height,
            PixelFormat = format.Name,
            BitDepth = format.BitDepth,
            Chroma = format.Chroma,
            HasLuma = format.HasLuma,
            SampleWidth = sampleWidth,
            SampleHeight = sampleHeight,
            Rotation = RotationOf(stream),
            FieldOrder = stream.FieldOrder ?? "unknown",
            NominalRate = RateOf(stream.RFrameRate),
            AverageRate = RateOf(stream.AvgFrameRate),
            TimeBase = Pair(stream.TimeBase, '/') is ( > 0, > 0) b ? new TimeBase(b.First, b.Second) : new TimeBase(1, 1000),
            StartPts = stream.StartPts,
            EndPts = stream.StartPts + stream.DurationTs,
            FrameCount = long.TryParse(stream.NbFrames, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null,
            Color = new ColorDescription(
                matrix ?? (stream.Height >= 720 ? ColorMatrix.Bt709 : ColorMatrix.Bt601), range ?? false, SitingOf(stream)),
            ColorGuessed = matrix is null || range is null,
            DeclaredMatrix = Declared(stream.ColorSpace),
            DeclaredRange = Declared(stream.ColorRange),
            DeclaredPrimaries = Declared(stream.ColorPrimaries),
            DeclaredTransfer = Declared(stream.ColorTransfer),
            DeclaredSiting = Declared(stream.ChromaLocation),
        };
    }

    private static string? Declared(string? name) => name is null or "unknown" or "unspecified" or "reserved" ? null : name;

    private static ColorMatrix? MatrixOf(string? name) => name switch
    {
        "bt709" or "smpte240m" => ColorMatrix.Bt709,
        "bt470bg" or "smpte170m" or "fcc" => ColorMatrix.Bt601,
        "bt2020nc" or "bt2020c" => ColorMatrix.Bt2020,
        _ => null,
    };

    private static bool? RangeOf(ProbeJson.StreamPart stream, PixelFormat format) => stream.ColorRange switch
    {
        "pc" => true,
        "tv" => false,
        _ => format.Name.StartsWith("yuvj", StringComparison.Ordinal) ? true : null,
    };

    private static ChromaSiting SitingOf(ProbeJson.StreamPart stream) => stream.ChromaLocation switch
    {
        "center" => ChromaSiting.Center,
        "topleft" => ChromaSiting.TopLeft,
        null or "unspecified" when stream.CodecName is "mjpeg" or "mpeg1video" => ChromaSiting.Center,
        _ => ChromaSiting.Left,
    };

    private static int RotationOf(ProbeJson.StreamPart stream)
    {
        var matrix = stream.SideDataList?.FirstOrDefault(s => s.SideDataType == "Display Matrix");
        return (int)Math.Round(matrix?.Rotation ?? 0);
    }

    private static FrameRate RateOf(string? text)
    {
        var (numerator, denominator) = Pair(text, '/');
        return new FrameRate(numerator, denominator);
    }

    private static (int First, int Second) Pair(string? text, char separator)
    {
        var parts = (text ?? "").Split(separator);
        return parts.Length == 2
            && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var first)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var second)
                ? (first, second)
                : (0, 0);
    }
}
