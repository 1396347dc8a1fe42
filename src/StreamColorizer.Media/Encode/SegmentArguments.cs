using System.Globalization;
using StreamColorizer.Core.Film;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Encode;

/// <summary>
/// ffmpeg's words that make a file of each segment of a run. The child works in the files' folder, so that only a name is
/// a pattern, and says on stdout which files are closed.
/// </summary>
internal static class SegmentArguments
{
    public static string[] For(SegmentRun run, EncodePlan plan)
    {
        var ends = Enumerable.Range(0, run.Segments.Count).Select(place => run.EndOf(place).ToString(CultureInfo.InvariantCulture));
        var pattern = Stem(run).Replace("%", "%%", StringComparison.Ordinal) + "-%d" + FfmpegSegmentSink.Extension;
        return
        [
            "-hide_banner", "-loglevel", "repeat+level+warning", "-y", "-copyts", "-f", "nut", "-i", "pipe:0", "-map", "0:v:0",
            .. plan.Arguments, .. plan.Pace, "-fps_mode", "passthrough", "-enc_time_base", "-1",
            "-force_key_frames", "expr:" + string.Join('+', ends.Select(end => $"eq(n,{end})")),
            "-f", "segment", "-segment_format", "nut", "-segment_frames", string.Join(',', ends), "-reset_timestamps", "1",
            // Else each file would begin later by the delay of B-frames, which nobody can tell of a single frame. NUT has no
            // times below zero, and ffmpeg finds a file's beginning to the microsecond only: so none begins earlier than at one.
            "-avoid_negative_ts", "disabled", "-segment_format_options", "avoid_negative_ts=disabled:output_ts_offset=0.000001",
            "-segment_list", "pipe:1", "-segment_list_type", "flat", FfmpegTools.FileArgument(pattern),
        ];
    }

    /// <summary>The file that ffmpeg makes of the run's segment with the given place.</summary>
    public static string Made(SegmentRun run, int place) => Path.Combine(FolderOf(run), string.Create(
        CultureInfo.InvariantCulture, $"{Stem(run)}-{place}{FfmpegSegmentSink.Extension}"));

    /// <summary>The folder that the child has to work in.</summary>
    public static string FolderOf(SegmentRun run) => Path.GetDirectoryName(Path.GetFullPath(run.Files[0]))!;

    private static string Stem(SegmentRun run) => Path.GetFileNameWithoutExtension(run.Files[0]);
}
