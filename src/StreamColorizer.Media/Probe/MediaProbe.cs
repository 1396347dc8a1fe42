using System.Globalization;
using System.Text.Json;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Probe;

/// <summary>Asks ffprobe what a file is, and refuses what cannot be colored.</summary>
public static class MediaProbe
{
    private static readonly string[] Arguments =
    [
        "-loglevel", "repeat+level+error", "-show_format", "-show_streams", "-show_chapters", "-show_pixel_formats",
        "-of", "json",
    ];

    /// <summary>Reads the head of a film, and the fields of its first frames.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <param name="cancellationToken">Ends the child and the wait.</param>
    /// <exception cref="ColorizerException">
    /// There is no such file, or it is no film that can be colored; the sentence says why and what to do.
    /// </exception>
    public static async Task<MediaFacts> ProbeAsync(string path, CancellationToken cancellationToken)
    {
        var facts = await ProbeHeadAsync(path, cancellationToken);
        return facts with { Video = await FieldProbe.RefineAsync(path, facts.Video, cancellationToken) };
    }

    /// <summary>Reads the head of a film alone: its field order is what the stream declares, which is enough for whole frames.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <param name="cancellationToken">Ends the child and the wait.</param>
    /// <exception cref="ColorizerException">As for <see cref="ProbeAsync"/>.</exception>
    public static async Task<MediaFacts> ProbeHeadAsync(string path, CancellationToken cancellationToken)
    {
        ProbeRefusals.RefuseFile(path);
        await using var child = FfmpegChild.Start("ffprobe", [.. Arguments, "-i", FfmpegTools.FileArgument(path)]);
        child.Input.Close();
        var json = await ReadAsync(child, cancellationToken);
        await child.WaitAsync(cancellationToken);
        if (json?.Format is null || json.Streams is null || json.Streams.Length == 0)
            throw ProbeRefusals.NoVideo(path, child.Log.LastLine);
        var video = json.Streams.FirstOrDefault(s => KindOf(s) == StreamKind.Video);
        if (video is null)
            throw ProbeRefusals.NoPicture(path, json.Streams);
        ProbeRefusals.RefuseStream(path, json.Format.FormatName ?? "", video, child.Log.LastLine);
        return Facts(path, json, video);
    }

    internal static StreamKind KindOf(ProbeJson.StreamPart stream) => stream.CodecType switch
    {
        "video" when stream.Disposition?.GetValueOrDefault("attached_pic") == 1 => StreamKind.AttachedPicture,
        "video" => StreamKind.Video,
        "audio" => StreamKind.Audio,
        "subtitle" => StreamKind.Subtitle,
        "attachment" => StreamKind.Attachment,
        _ => StreamKind.Data,
    };

    private static async Task<ProbeJson?> ReadAsync(FfmpegChild child, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(child.Output, ProbeJsonContext.Default.ProbeJson, cancellationToken);
        }
        catch (JsonException)
        {
            // ffprobe died before it printed a whole answer; its stderr says why.
            return null;
        }
    }

    private static MediaFacts Facts(string path, ProbeJson json, ProbeJson.StreamPart video) => new()
    {
        Path = path,
        Container = json.Format!.FormatName ?? "unknown",
        Bytes = new FileInfo(path).Length,
        DurationSeconds = Seconds(json.Format.Duration),
        StartSeconds = Seconds(json.Format.StartTime),
        Video = VideoProbe.Facts(video, PixelFormat.Find(json, video.PixFmt!)),
        Streams = [.. json.Streams!.Select(StreamOf)],
        Chapters = json.Chapters?.Length ?? 0,
        Timecode = Timecode(video.Tags) ?? Timecode(json.Format.Tags)
            ?? json.Streams!.Select(static stream => Timecode(stream.Tags)).FirstOrDefault(static code => code is not null),
        Tags = json.Format.Tags ?? [],
    };

    private static string? Timecode(Dictionary<string, string>? tags) =>
        tags?.FirstOrDefault(static tag => tag.Key.Equals("timecode", StringComparison.OrdinalIgnoreCase)).Value;

    private static StreamFacts StreamOf(ProbeJson.StreamPart stream)
    {
        var kind = KindOf(stream);
        var details = kind switch
        {
            StreamKind.Audio => $"{stream.SampleRate} Hz, {stream.Channels} channel{(stream.Channels == 1 ? "" : "s")}",
            StreamKind.Video or StreamKind.AttachedPicture => $"{stream.Width}x{stream.Height}",
            StreamKind.Attachment => stream.Tags?.GetValueOrDefault("filename"),
            _ => null,
        };
        return new StreamFacts(
            stream.Index, kind, stream.CodecName ?? (stream.CodecTagString == "tmcd" ? "tmcd" : "unknown"),
            stream.Tags?.GetValueOrDefault("language"), stream.Tags?.GetValueOrDefault("title"), details,
            stream.Disposition?.GetValueOrDefault("default") == 1, stream.Disposition?.GetValueOrDefault("forced") == 1);
    }

    private static double? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
}
