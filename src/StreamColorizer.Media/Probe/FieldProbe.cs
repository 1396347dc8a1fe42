using System.Text;
using StreamColorizer.Core.Film;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Probe;

/// <summary>
/// Looks at the first frames for their fields. What a stream declares is not enough: of H.264 ffprobe says "tt" whichever
/// field comes first (measured), and of field pictures it may say "progressive".
/// </summary>
internal static class FieldProbe
{
    private const int Frames = 8;

    /// <summary>The order of the first interlaced frame, or what the stream declares if none of the first is interlaced.</summary>
    public static async Task<VideoFacts> RefineAsync(string path, VideoFacts video, CancellationToken cancellationToken)
    {
        await using var child = FfmpegChild.Start("ffprobe",
        [
            "-loglevel", "repeat+level+error", "-select_streams", $"{video.StreamIndex}", "-read_intervals", $"%+#{Frames}",
            "-show_entries", "frame=interlaced_frame,top_field_first", "-of", "csv=p=0", "-i", FfmpegTools.FileArgument(path),
        ]);
        child.Input.Close();
        using var reader = new StreamReader(child.Output, Encoding.ASCII);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var fields = line.Split(',');
            if (fields.Length >= 2 && fields[0] == "1")
                return video with { FieldOrder = fields[1] == "1" ? "tt" : "bb" };
        }

        return video;
    }
}
