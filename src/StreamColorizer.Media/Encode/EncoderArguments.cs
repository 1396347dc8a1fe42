using System.Globalization;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Encode;

/// <summary>ffmpeg's words for an encoder.</summary>
internal static class EncoderArguments
{
    private const int Small = 64;
    private const int SvtMaxRate = 240;

    public static IEnumerable<string> For(EncodeOptions options, CodecTraits traits, VideoFacts video, string pixelFormat)
    {
        var crf = (options.Crf ?? traits.DefaultCrf).ToString(CultureInfo.InvariantCulture);
        var preset = options.Preset ?? traits.DefaultPreset;
        List<string> words = options.Codec switch
        {
            VideoCodec.X264 => ["-c:v", "libx264", "-forced-idr", "1", "-crf", crf, "-preset", preset],
            VideoCodec.X265 => ["-c:v", "libx265", "-forced-idr", "1", "-crf", crf, "-preset", preset, "-x265-params", "log-level=error"],
            VideoCodec.Av1 when IsForSvt(video) => ["-c:v", "libsvtav1", "-crf", crf, "-preset", preset, "-svtav1-params", SvtRate(video)],
            VideoCodec.Av1 => ["-c:v", "libaom-av1", "-crf", crf, "-cpu-used", AomSpeed(preset), "-row-mt", "1"],
            VideoCodec.ProRes => ["-c:v", "prores_ks", "-profile:v", ProResProfile(pixelFormat), "-bsf:v", ProResTags(video)],
            // Measured: version 3 loses 1x1 pictures, and a count of slices that one size takes another refuses (175x143).
            _ when video.Width < Small || video.Height < Small => ["-c:v", "ffv1", "-g", "1"],
            _ => ["-c:v", "ffv1", "-level", "3", "-g", "1", "-slicecrc", "1"],
        };
        words.AddRange(["-pix_fmt", pixelFormat]);
        words.AddRange(Fields(options.Codec, video));
        return words;
    }

    /// <summary>The words that change how fast it encodes, not what.</summary>
    public static IEnumerable<string> Pace(VideoCodec codec, VideoFacts video)
    {
        if (codec != VideoCodec.X264)
            return [];
        // x264 counts the machine's processors, also where a container may use only some of them; then its threads, with their
        // frames, would be many times too many. It never takes more than one for two rows of macroblocks, of 16 lines each.
        var threads = Math.Min(Environment.ProcessorCount, Math.Max(1, (video.Height + 15) / 32));
        return ["-threads:v", threads.ToString(CultureInfo.InvariantCulture)];
    }

    private static string ProResProfile(string pixelFormat) =>
        pixelFormat.Contains("444", StringComparison.Ordinal) ? "4444" : "hq";

    // prores_ks takes the tags of its frames, which a pipe does not carry; its words for the same numbers are fewer.
    private static string ProResTags(VideoFacts video)
    {
        var (primaries, transfer, matrix) = video.Color.Matrix switch
        {
            ColorMatrix.Bt709 => ("bt709", "bt709", "bt709"),
            ColorMatrix.Bt601 => (video.Height is 576 or 288 ? "bt470bg" : "smpte170m", "bt709", "smpte170m"),
            _ => ("bt2020", "bt709", "bt2020nc"),
        };
        return $"prores_metadata=color_primaries={primaries}:color_trc={transfer}:colorspace={matrix}";
    }

    private static IEnumerable<string> Fields(VideoCodec codec, VideoFacts video)
    {
        if (!video.IsInterlaced)
            return [];
        // The pipe does not tell the fields: setfield does, without touching a sample. x265 codes fields apart only, and
        // x264 in multiples of four lines; there the container's field order has to do.
        string[] words = ["-vf", video.FieldOrder is "tt" or "tb" ? "setfield=tff" : "setfield=bff", "-field_order", video.FieldOrder];
        return codec == VideoCodec.ProRes || (codec == VideoCodec.X264 && video.Height % 4 == 0)
            ? [.. words, "-flags:v", "+ildct+ilme"]
            : words;
    }

    // Measured: SVT-AV1 1.4 refuses less than 64 samples and odd sizes; libaom takes all.
    private static bool IsForSvt(VideoFacts video) =>
        video.Width >= Small && video.Height >= Small && video.Width % 2 == 0 && video.Height % 2 == 0;

    // Of one or two frames, or uneven ones, ffmpeg makes a rate that SVT-AV1 refuses; the film knows better.
    private static string SvtRate(VideoFacts video)
    {
        var rate = video.NominalRate is { IsKnown: true, PerSecond: <= SvtMaxRate } known ? known : new FrameRate(25, 1);
        return string.Create(CultureInfo.InvariantCulture, $"fps-num={rate.Numerator}:fps-denom={rate.Denominator}");
    }

    private static string AomSpeed(string preset) =>
        Math.Min(8, int.Parse(preset, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
}
