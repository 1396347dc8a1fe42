using System.Globalization;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Encode;

/// <summary>
/// Takes cover pictures out of a source as files, byte for byte: Matroska keeps them as attachments, and a copied stream would become a second
/// picture track.
/// </summary>
internal static class CoverFiles
{
    /// <summary>Moves the covers from the streams that are copied to the files that are attached, where the container wants that.</summary>
    /// <param name="request">The join.</param>
    /// <param name="carried">Streams to copy; covers are taken away from it.</param>
    /// <param name="folder">Gets the files.</param>
    /// <param name="cancellationToken">Ends the children and the wait.</param>
    /// <returns>The files, each with its MIME type.</returns>
    /// <exception cref="ColorizerException">A cover could not be read.</exception>
    public static async Task<IReadOnlyList<(string Path, string MimeType)>> TakeAsync(
        JoinRequest request, List<CarriedStream> carried, string folder, CancellationToken cancellationToken)
    {
        var files = new List<(string Path, string MimeType)>();
        if (request.Container.Muxer != "matroska")
            return files;
        foreach (var cover in carried.Where(stream => stream.Stream.Kind == StreamKind.AttachedPicture).ToArray())
        {
            var format = cover.Stream.Codec == "mjpeg" ? "jpeg" : cover.Stream.Codec;
            var number = files.Count == 0 ? "" : (files.Count + 1).ToString(CultureInfo.InvariantCulture);
            var path = Path.Combine(folder, $"cover{number}.{(format == "jpeg" ? "jpg" : format)}");
            await TakeAsync(request.Source.Path, cover.Stream.Index, path, cancellationToken);
            files.Add((path, "image/" + format));
            carried.Remove(cover);
        }

        return files;
    }

    private static async Task TakeAsync(string source, int stream, string path, CancellationToken cancellationToken)
    {
        await using var child = FfmpegChild.Start("ffmpeg",
        [
            "-nostdin", "-hide_banner", "-loglevel", "repeat+level+error", "-y", "-i", FfmpegTools.FileArgument(source),
            "-map", $"0:{stream}", "-c", "copy", "-frames:v", "1", "-f", "image2pipe", FfmpegTools.FileArgument(path),
        ]);
        child.Input.Close();
        if (await child.WaitAsync(cancellationToken) != 0)
        {
            throw new ColorizerException(ExitCode.Failed, $"The cover picture, stream {stream} of '{source}', cannot be copied "
                + $"({child.Log.LastLine?.TrimEnd('.')}): all segments are kept; try an output that ends in .mp4.");
        }
    }
}
