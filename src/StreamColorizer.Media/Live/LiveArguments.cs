using System.Globalization;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;

namespace StreamColorizer.Media.Live;

/// <summary>What a live encoder tells ffmpeg, and which of the camera's own streams it takes along.</summary>
/// <param name="encoder">How it encodes.</param>
/// <param name="shape">The frames and what comes beside them.</param>
/// <param name="target">Where it writes.</param>
internal sealed class LiveArguments(EncoderConfig encoder, StreamShape shape, LiveTarget target)
{
    private const int LargePicture = 1_000_000;

    // A stream that falls silent must not hold up the others for longer, in microseconds.
    private const string LongestWait = "500000";

    /// <summary>The camera's streams that are written, in the order of their ids after the frames.</summary>
    public IReadOnlyList<CodedStream> Carried { get; } =
        [.. new[] { shape.Sound, shape.Original }.OfType<CodedStream>().Where(stream => CodedFormat.Holds(target.Container, stream))];

    /// <summary>What the container cannot hold, one sentence each; null if nothing.</summary>
    public string? Remark
    {
        get
        {
            var left = new[] { shape.Sound, shape.Original }.OfType<CodedStream>().Except(Carried).ToArray();
            return left.Length == 0 ? null : string.Join(' ', left.Select(Omission));
        }
    }

    /// <summary>All arguments.</summary>
    public IEnumerable<string> All() =>
    [
        "-nostats", "-hide_banner", "-loglevel", "repeat+level+warning", "-y",
        "-analyzeduration", "0", "-probesize", "32", "-threads", "1", "-f", "nut", "-i", "pipe:0",
        .. Colored(), .. Place(target.Arguments), .. Original(),
    ];

    private string Omission(CodedStream stream)
    {
        var part = stream.Kind == CodedKind.Sound ? "sound" : "own picture";
        var codec = stream.Codec.Length > 0 ? stream.Codec : "its codec";
        var cure = target.Container == "mp4" && CodedFormat.Holds("matroska", stream) ? "let container be mkv" : "use another kind of sink";
        return $"goes on without the camera's {part}: {target.Container} cannot hold {codec}; choose another codec in the camera, or {cure}.";
    }

    private string[] Colored()
    {
        var matrix = shape.Color.Matrix switch { ColorMatrix.Bt709 => "bt709", ColorMatrix.Bt2020 => "bt2020nc", _ => "smpte170m" };
        var interval = encoder.KeyInterval.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return
        [
            "-map", "0:0", .. Sound(),
            "-c:v", "libx264", "-preset", encoder.Preset.ToString().ToLowerInvariant(), "-tune", "zerolatency",
            "-crf", encoder.Quality.ToString(CultureInfo.InvariantCulture), "-g", "100000",
            "-force_key_frames", $"expr:gte(t,n_forced*{interval})",
            // Many feeds share the cores: one thread each, unless one alone could not keep up.
            "-threads", shape.Layout.Width * shape.Layout.Height > LargePicture ? "0" : "1",
            "-fps_mode", "passthrough", "-enc_time_base", "1:90000",
            "-color_range", shape.Color.FullRange ? "pc" : "tv", "-colorspace", matrix,
            "-metadata", $"title={shape.Title}", "-metadata", $"comment={shape.Title}",
        ];
    }

    private string[] Original() => target.Original is not { } arguments || IdOf(CodedKind.Original) is not { } id ? []
        : ["-map", $"0:{id}", .. Sound(), "-c:v", "copy", .. Place(arguments)];

    private string[] Sound() => IdOf(CodedKind.Sound) is { } id ? ["-map", $"0:{id}", "-c:a", "copy"] : [];

    private string[] Place(IReadOnlyList<string> arguments) =>
        ["-max_interleave_delta", LongestWait, "-f", target.Container, .. arguments];

    private int? IdOf(CodedKind kind)
    {
        for (var i = 0; i < Carried.Count; i++)
        {
            if (Carried[i].Kind == kind)
                return i + 1;
        }

        return null;
    }
}
