using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;

namespace StreamColorizer.Media.Probe;

/// <summary>The sentences with which a file is refused before a frame of it is decoded.</summary>
internal static class ProbeRefusals
{
    private const int ScanBytes = 8 << 20;

    /// <summary>Refuses what is no file with content.</summary>
    public static void RefuseFile(string path)
    {
        if (Directory.Exists(path))
            throw Failed($"'{path}' is a folder, not a film: name a file in it.");
        if (!File.Exists(path))
            throw Failed($"The file '{path}' does not exist: check its name and folder.");
        if (new FileInfo(path).Length == 0)
            throw Failed($"The file '{path}' is empty (0 bytes): there is nothing to color.");
    }

    /// <summary>The file that ffprobe finds nothing in.</summary>
    public static ColorizerException NoVideo(string path, string? complaint) =>
        Failed($"The file '{path}' is no video that ffmpeg can read"
            + $"{Complaint(path, string.IsNullOrEmpty(complaint) ? "it found no stream" : complaint)}: check that it is a film and was copied whole.");

    /// <summary>The file without moving pictures.</summary>
    public static ColorizerException NoPicture(string path, ProbeJson.StreamPart[] streams)
    {
        var found = string.Join(", ", streams.Select(s => $"{NameOf(MediaProbe.KindOf(s))} {s.CodecName}"));
        return Failed($"The file '{path}' has no video stream, only {found}: there is nothing to color.");
    }

    /// <summary>Refuses a video stream that cannot be decoded or whose luma is of another kind.</summary>
    public static void RefuseStream(string path, string container, ProbeJson.StreamPart video, string? complaint)
    {
        if (container == "tty")
            throw NoVideo(path, "it is text");
        var isReadable = !string.IsNullOrEmpty(video.PixFmt) && video.PixFmt != "unknown" && video.Width > 0 && video.Height > 0;
        if (!isReadable && IsEncrypted(path, container, video))
            throw Failed($"The video stream of '{path}' is encrypted and no key is known: decrypt the film first.");
        if (!isReadable && string.IsNullOrEmpty(video.CodecName))
            throw Failed($"The video stream of '{path}' is in a codec that ffmpeg does not know: convert the film with the program that made it.");
        if (!isReadable)
            throw Failed($"The video stream of '{path}' ({video.CodecName}, {video.Width}x{video.Height}) cannot be decoded, "
                + $"not one sound picture was found{Complaint(path, complaint)}: check that the file was copied whole.");
        var profile = video.SideDataList?.FirstOrDefault(s => s.DvProfile is not null)?.DvProfile;
        var hdr = video.ColorTransfer switch
        {
            "smpte2084" => "PQ (smpte2084)",
            "arib-std-b67" => "HLG (arib-std-b67)",
            _ => profile == 5 ? "Dolby Vision, profile 5" : null,
        };
        if (hdr is not null)
            throw Failed($"The film '{path}' is HDR, {hdr}, and only SDR can be colored: convert it to SDR first, "
                + "for instance with ffmpeg's zscale and tonemap filters.");
    }

    private static string NameOf(StreamKind kind) =>
        kind == StreamKind.AttachedPicture ? "cover picture" : kind.ToString().ToLowerInvariant();

    private static bool IsEncrypted(string path, string container, ProbeJson.StreamPart video)
    {
        if (video.CodecTagString is "encv")
            return true;
        if (!container.StartsWith("mov", StringComparison.Ordinal))
            return false;
        // ffprobe hides the scheme, so look for the box that carries it (ISO/IEC 23001-7), at either end of the file.
        using var file = File.OpenRead(path);
        var buffer = new byte[(int)Math.Min(ScanBytes, file.Length)];
        file.ReadExactly(buffer);
        if (buffer.AsSpan().IndexOf("tenc"u8) >= 0)
            return true;
        file.Seek(-buffer.Length, SeekOrigin.End);
        file.ReadExactly(buffer);
        return buffer.AsSpan().IndexOf("tenc"u8) >= 0;
    }

    // ffmpeg repeats the file's name, which the sentence already has.
    private static string Complaint(string path, string? complaint) => string.IsNullOrEmpty(complaint)
        ? ""
        : $" ({complaint.Replace($"file:{path}: ", "", StringComparison.Ordinal).TrimEnd('.', ' ')})";

    private static ColorizerException Failed(string sentence) => new(ExitCode.Failed, sentence);
}
