using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Live;

namespace StreamColorizer.Media.Live;

/// <summary>
/// Kind of file that recordings are written as. Both are written out about each second, so that a file that breaks off is
/// playable.
/// </summary>
/// <param name="Container">ffmpeg's name.</param>
/// <param name="Extension">Ending of the files' names.</param>
/// <param name="Arguments">What ffmpeg is told about it.</param>
internal sealed record RecordingFormat(string Container, string Extension, IReadOnlyList<string> Arguments)
{
    // ffmpeg would keep 256 KiB to itself: minutes of a dark night.
    private static readonly string[] s_atOnce = ["-flush_packets", "1"];

    private static readonly RecordingFormat s_mp4 = new(
        "mp4", ".mp4", ["-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-frag_duration", "1000000", .. s_atOnce]);

    private static readonly RecordingFormat s_matroska = new("matroska", ".mkv", ["-cluster_time_limit", "1000", .. s_atOnce]);

    /// <summary>Every kind that a folder may hold.</summary>
    public static IReadOnlyList<RecordingFormat> All { get; } = [s_mp4, s_matroska];

    /// <summary>The kind for a camera: mp4, unless mkv is asked for, or auto is and mkv alone can hold all of the camera's streams.</summary>
    /// <param name="wanted">What the configuration says.</param>
    /// <param name="shape">What the camera sends.</param>
    /// <param name="remark">Says why it is mkv where nobody asked for that; null otherwise.</param>
    public static RecordingFormat Choose(RecordingContainer wanted, StreamShape shape, out string? remark)
    {
        var homeless = new[] { shape.Sound, shape.Original }.OfType<CodedStream>().FirstOrDefault(stream =>
            !CodedFormat.Holds(s_mp4.Container, stream) && CodedFormat.Holds(s_matroska.Container, stream));
        remark = wanted == RecordingContainer.Auto && homeless is not null
            ? $"records as mkv, for mp4 cannot hold the camera's {homeless.Codec}." : null;
        return wanted == RecordingContainer.Mkv || remark is not null ? s_matroska : s_mp4;
    }
}
