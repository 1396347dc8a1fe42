using System.Globalization;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Live;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Live;

/// <summary>An HLS playlist and its parts in a folder; the camera's own picture gets a second playlist in it.</summary>
internal static class Playlist
{
    /// <summary>Where the encoder writes; the folder is made.</summary>
    /// <exception cref="ColorizerException">The folder cannot be made.</exception>
    public static LiveTarget Target(SinkConfig sink, StreamShape shape)
    {
        var folder = Path.GetFullPath(sink.Folder);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ColorizerException(
                ExitCode.TryAgain,
                $"The folder of the playlist '{sink.Folder}' cannot be written ({fault.Message.TrimEnd('.')}): check disk and permissions.", fault);
        }

        return new LiveTarget("hls", Arguments(sink, folder, "index", "part"))
        {
            Original = shape.Original is null ? null : Arguments(sink, folder, "original", "original"),
        };
    }

    private static string[] Arguments(SinkConfig sink, string folder, string list, string part) =>
    [
        "-hls_time", sink.Segment.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        "-hls_list_size", sink.Parts.ToString(CultureInfo.InvariantCulture), "-start_number", "0", "-hls_start_number_source", "epoch",
        "-hls_flags", "delete_segments+independent_segments+program_date_time+temp_file",
        "-hls_segment_filename", FfmpegTools.FileArgument(Path.Combine(folder.Replace("%", "%%"), $"{part}-%d.ts")),
        FfmpegTools.FileArgument(Path.Combine(folder, $"{list}.m3u8")),
    ];
}
