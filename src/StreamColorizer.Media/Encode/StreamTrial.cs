using StreamColorizer.Core.Film;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Encode;

/// <summary>
/// Finds out which streams of a source a container can hold by asking ffmpeg to put their beginning into one: no table
/// of codecs that could be wrong.
/// </summary>
internal static class StreamTrial
{
    /// <summary>Decides for every stream but the picture.</summary>
    /// <param name="source">The source.</param>
    /// <param name="container">What they shall go into.</param>
    /// <param name="keepsTimecode">The timecode goes along as a tag, out of which the container makes its own stream if it has such.</param>
    /// <param name="scratch">A file to try with; removed.</param>
    /// <param name="cancellationToken">Ends the children and the wait.</param>
    /// <returns>The streams that go along, and a sentence for each that does not or that changes.</returns>
    public static async Task<(List<CarriedStream> Carried, List<string> Remarks)> RunAsync(
        MediaFacts source, OutputContainer container, bool keepsTimecode, string scratch, CancellationToken cancellationToken)
    {
        var candidates = source.Streams.Where(s => s.Kind is not (StreamKind.Video or StreamKind.Data)).ToList();
        var remarks = source.Streams.Where(s => IsLeft(s, source) && !(keepsTimecode && s.Codec == "tmcd"))
            .Select(s => $"The stream {s.Index} ({s.Kind.ToString().ToLowerInvariant()}, {s.Codec}) is not carried over.").ToList();
        var carried = candidates.ConvertAll(s => new CarriedStream(s, "copy"));
        if (carried.Count == 0 || await HoldsAsync(source, container, carried, scratch, cancellationToken))
            return (carried, remarks);
        carried.Clear();
        foreach (var stream in candidates)
        {
            var (found, remark) = await FindAsync(source, container, stream, scratch, cancellationToken);
            if (found is not null)
                carried.Add(found);
            if (remark is not null)
                remarks.Add(remark);
        }

        return (carried, remarks);
    }

    // Chapters of MP4 show up as data streams; they are carried as chapters.
    private static bool IsLeft(StreamFacts stream, MediaFacts source) =>
        (stream.Kind == StreamKind.Data && !(source.Chapters > 0 && stream.Codec == "bin_data"))
        || (stream.Kind == StreamKind.Video && stream.Index != source.Video.StreamIndex);

    private static async Task<(CarriedStream? Carried, string? Remark)> FindAsync(
        MediaFacts source, OutputContainer container, StreamFacts stream, string scratch, CancellationToken cancellationToken)
    {
        var copied = new CarriedStream(stream, "copy");
        if (await HoldsAsync(source, container, [copied], scratch, cancellationToken))
            return (copied, null);
        var kind = stream.Kind == StreamKind.AttachedPicture ? "cover picture" : stream.Kind.ToString().ToLowerInvariant();
        var language = stream.Language is { } tag ? $", {tag}" : "";
        var name = $"The {kind} stream {stream.Index} ({stream.Codec}{language})";
        if (container.TextSubtitles is { } text && CarriedStream.IsText(stream))
        {
            var converted = new CarriedStream(stream, text);
            if (await HoldsAsync(source, container, [converted], scratch, cancellationToken))
                return (converted, $"{name} was converted to {text}, for {container.Extension} cannot hold it as it is.");
        }

        var other = container.Extension == ".mkv" ? "" : "; .mkv could";
        return (null, $"{name} was left out, for {container.Extension} cannot hold it{other}.");
    }

    private static async Task<bool> HoldsAsync(
        MediaFacts source, OutputContainer container, List<CarriedStream> streams, string scratch, CancellationToken cancellationToken)
    {
        // Measured: the webm muxer takes attachments and drops them.
        if (container.Muxer != "matroska" && streams.Any(s => s.Stream.Kind == StreamKind.Attachment))
            return false;
        List<string> words = ["-nostdin", "-hide_banner", "-loglevel", "repeat+level+warning", "-y"];
        words.AddRange(["-i", FfmpegTools.FileArgument(source.Path)]);
        for (var i = 0; i < streams.Count; i++)
            words.AddRange(["-map", $"0:{streams[i].Stream.Index}", $"-c:{i}", streams[i].Codec]);
        words.AddRange(["-t", "0.5", "-strict", "-2", "-f", container.Muxer, FfmpegTools.FileArgument(scratch)]);
        await using var child = FfmpegChild.Start("ffmpeg", words);
        child.Input.Close();
        var code = await child.WaitAsync(cancellationToken);
        File.Delete(scratch);
        // Of a container it says nothing.
        if (ComplaintLog.IsDiskFull(child.Log.LastLine))
            throw OutputFault.DiskFull(Path.GetDirectoryName(scratch)!);
        // MPEG-TS takes everything, as bytes that nobody will understand.
        return code == 0 && !child.Log.Lines.Any(line => line.Contains("private data stream", StringComparison.Ordinal));
    }
}
