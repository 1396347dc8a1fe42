using System.Globalization;
using System.Text;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Encode;

/// <summary>
/// Puts segments together and carries everything else over from the source, copied. Segments are NUT files that count
/// from zero; ffmpeg's concat demuxer moves each to where the list of timestamps has it, exact to the microsecond.
/// </summary>
public static class FilmJoiner
{
    /// <summary>Writes the film and checks that every frame came out at its time.</summary>
    /// <returns>Sentences about what could not be carried over or changed.</returns>
    /// <exception cref="ColorizerException">The muxer broke down, or a frame is missing or more than 1 ms off.</exception>
    public static async Task<IReadOnlyList<string>> JoinAsync(JoinRequest request, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(request.Segments[0].Path))!;
        var list = Path.Combine(folder, "segments.ffconcat");
        var scratch = Path.Combine(folder, "trial" + request.Container.Extension);
        var (carried, remarks) = await StreamTrial.RunAsync(
            request.Source, request.Container, KeepsTimecode(request), scratch, cancellationToken);
        var covers = await CoverFiles.TakeAsync(request, carried, folder, cancellationToken);
        var end = await FilmEnd.FindAsync(request, cancellationToken);
        await File.WriteAllTextAsync(list, ListOf(request, end), new UTF8Encoding(false), cancellationToken);
        await using var child = FfmpegChild.Start("ffmpeg", JoinArguments.For(request, end, carried, covers, list));
        child.Input.Close();
        var code = await child.WaitAsync(cancellationToken);
        if (code != 0 || IsCutShort(child.Log))
            throw Broken(request, code, child.Log.LastLine);
        File.Delete(list);
        foreach (var (cover, _) in covers)
            File.Delete(cover);
        if (request.Decode.From is not null)
            remarks.AddRange(carried.Where(static c => c.Stream.Kind == StreamKind.Subtitle && !c.IsCutExactly).Select(NotCutExactly));
        if (request.Source.Video.Rotation != 0 && !request.Container.HasRotation)
        {
            remarks.Add($"The rotation by {request.Source.Video.Rotation} degrees was left out, "
                + $"for {request.Container.Extension} cannot hold it; .mp4 and .mov could.");
        }

        remarks.AddRange(await JoinCheck.RunAsync(request, end, cancellationToken));
        return remarks;
    }

    private static string NotCutExactly(CarriedStream subtitles) =>
        $"Of the subtitle stream {subtitles.Stream.Index} ({subtitles.Stream.Codec}), what began before --from was left out, "
        + "though it may last longer.";

    private static bool KeepsTimecode(JoinRequest request) =>
        request.Source.Timecode is not null && request.Decode.From is null && request.Container.Muxer is "matroska" or "mov" or "mp4";

    private static string ListOf(JoinRequest request, long filmEnd)
    {
        var list = new StringBuilder("ffconcat version 1.0\n");
        for (var i = 0; i < request.Segments.Count; i++)
        {
            var segment = request.Segments[i];
            var end = i + 1 < request.Segments.Count ? request.Pts[request.Segments[i + 1].FirstFrame] : filmEnd;
            var seconds = JoinTimes.Seconds(end - request.Pts[segment.FirstFrame], request.TimeBase);
            var name = FfmpegTools.FileArgument(Path.GetFullPath(segment.Path)).Replace("'", @"'\''", StringComparison.Ordinal);
            list.Append(CultureInfo.InvariantCulture, $"file '{name}'\nduration {seconds}\n");
        }

        return list.ToString();
    }

    // Measured: ffmpeg 5.1 ends with 0 where a full disk took the film's last bytes, of which some may be sound alone.
    private static bool IsCutShort(ComplaintLog log) => ComplaintLog.IsDiskFull(log.LastLine) || log.Lines.Any(static line =>
        line.StartsWith("Error writing trailer", StringComparison.Ordinal) || line.StartsWith("Error closing file", StringComparison.Ordinal));

    private static ColorizerException Broken(JoinRequest request, int code, string? lastLine)
    {
        if (ComplaintLog.IsDiskFull(lastLine))
            return OutputFault.DiskFull(Path.GetDirectoryName(Path.GetFullPath(request.Output))!);
        return new ColorizerException(ExitCode.Failed,
            $"The film '{request.Output}' could not be put together ({lastLine?.TrimEnd('.') ?? $"ffmpeg ended with code {code}"}): "
            + "all segments are kept; try an output that ends in .mkv.");
    }
}
