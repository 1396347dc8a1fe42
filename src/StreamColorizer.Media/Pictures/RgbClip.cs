using System.Globalization;
using System.Runtime.CompilerServices;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Quality;
using StreamColorizer.Media.Probe;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Pictures;

/// <summary>The frames of a clip as 8-bit R'G'B' pictures, decoded by ffmpeg, at the stored size and turn.</summary>
public static class RgbClip
{
    /// <summary>Decodes a clip from its beginning.</summary>
    /// <param name="path">The clip.</param>
    /// <param name="cancellationToken">Stops ffmpeg.</param>
    /// <exception cref="ColorizerException">The clip cannot be opened, or ffmpeg failed before its end.</exception>
    public static async IAsyncEnumerable<RgbPicture> ReadAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var video = (await MediaProbe.ProbeAsync(path, cancellationToken)).Video;
        await using var child = FfmpegChild.Start("ffmpeg", [
            "-nostdin", "-v", "error", "-noautorotate", "-i", "file:" + path, "-map", "0:V:0", "-fps_mode", "passthrough",
            "-vf", Scale(video.Width, video.Height), "-sws_flags", "bicubic+accurate_rnd+full_chroma_int",
            "-f", "rawvideo", "-pix_fmt", "rgb24", "-",
        ]);
        var count = 0;
        while (true)
        {
            var pixels = new byte[3 * video.Width * video.Height];
            var length = await child.Output.ReadAtLeastAsync(pixels, pixels.Length, throwOnEndOfStream: false, cancellationToken);
            if (length < pixels.Length)
                break;
            count++;
            yield return new RgbPicture(video.Width, video.Height, pixels);
        }

        var code = await child.WaitAsync(cancellationToken);
        if (code != 0 || count == 0)
        {
            throw new ColorizerException(
                ExitCode.Failed, $"ffmpeg ended with {code} after {count} frames of the clip {path}: check that it plays to its end.");
        }
    }

    // A clip whose size changes in mid-stream is brought to its first size.
    private static string Scale(int width, int height) => string.Create(CultureInfo.InvariantCulture, $"scale={width}:{height}");
}
