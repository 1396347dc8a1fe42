using System.Globalization;
using System.Text;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Encode;

/// <summary>Finds out when the last frame of a film ends. No later frame says it, and decoded pictures carry no durations.</summary>
internal static class FilmEnd
{
    // Frames that were lost, or an end that is another stream's, must not become a picture that stands for long.
    private const int PlausibleSteps = 10;
    private const decimal Millisecond = 0.001m;

    /// <summary>
    /// Ticks of the request's time base at which the last frame ends: where the source has it, as far as the source says
    /// it and is to be believed, else one step after its beginning. Never later than the end of a cut.
    /// </summary>
    /// <param name="request">The join.</param>
    /// <param name="cancellationToken">Ends the child and the wait.</param>
    public static async Task<long> FindAsync(JoinRequest request, CancellationToken cancellationToken)
    {
        var last = request.Pts[^1];
        var end = last + StepOf(request);
        if (request.Decode.MendTimestamps)
            return end;
        if (request.Source.Video.EndPts is { } declared)
            end = Believed(request, request.Source.Video.TimeBase.Convert(declared, request.TimeBase)) ?? end;
        else
            end = await OfLastPacketAsync(request, cancellationToken) ?? end;
        if (request.Decode.To is { } to)
            end = Math.Min(end, JoinTimes.Ticks(Limit(request, to), request.TimeBase));
        return Math.Max(end, last + 1);
    }

    private static long? Believed(JoinRequest request, long end)
    {
        var (last, step) = (request.Pts[^1], StepOf(request));
        var isCut = request.Decode.From is not null || request.Decode.To is not null;
        // A container that counts its frames knows its end; the end of others is taken from the last packets of any stream.
        var isCertain = !request.IsDamaged && request.Source.Video.FrameCount is { } count && (isCut || request.Pts.Count >= count);
        // Of a last frame that an encoder gave no length the file as a whole may say it.
        if (isCertain && end <= last && EndOfContainer(request) is { } whole && whole - last <= step)
            end = whole;
        var most = step * (request.IsDamaged ? 1 : PlausibleSteps);
        return end > last && (isCertain || end - last <= most) ? end : null;
    }

    private static long? EndOfContainer(JoinRequest request) =>
        !request.IsDamaged && request.Source.DurationSeconds is { } seconds ? JoinTimes.Ticks((decimal)seconds, request.TimeBase) : null;

    // Matroska says of each packet how long it lasts, or of all alike, and the length of all streams together: where no
    // packet lasts until then, the picture does.
    private static async Task<long?> OfLastPacketAsync(JoinRequest request, CancellationToken cancellationToken)
    {
        var unit = request.TimeBase;
        var last = (decimal)request.Pts[^1] * unit.Numerator / unit.Denominator;
        await using var child = FfmpegChild.Start("ffprobe",
        [
            "-loglevel", "repeat+level+error", "-read_intervals", JoinTimes.Text(Math.Max(0, last)) + "%",
            "-show_entries", "packet=stream_index,pts_time,duration_time", "-of", "csv=p=0",
            "-i", FfmpegTools.FileArgument(request.Source.Path),
        ]);
        child.Input.Close();
        using var lines = new StreamReader(child.Output, Encoding.ASCII);
        var (picture, others) = (0m, 0m);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            var fields = line.Split(',');
            if (Number(fields, 0) is not { } stream || Number(fields, 1) is not { } pts || Number(fields, 2) is not { } duration)
                continue;
            if (stream != request.Source.Video.StreamIndex)
                others = Math.Max(others, pts + duration);
            else if (Math.Abs(pts - last) <= Millisecond)
                picture = last + duration;
        }

        if (picture <= last)
            return null;
        var end = JoinTimes.Ticks(picture, unit);
        return EndOfContainer(request) is { } whole && whole > JoinTimes.Ticks(others + Millisecond, unit) ? Math.Max(end, whole) : end;
    }

    private static decimal? Number(string[] fields, int place) =>
        fields.Length > place && decimal.TryParse(fields[place], CultureInfo.InvariantCulture, out var number) ? number : null;

    private static decimal Limit(JoinRequest request, TimeSpan to) =>
        (decimal)(request.Source.StartSeconds ?? 0) + (decimal)to.TotalSeconds;

    private static long StepOf(JoinRequest request)
    {
        if (request.Pts.Count > 1)
            return Math.Max(1, request.Pts[^1] - request.Pts[^2]);
        var rate = request.Source.Video.NominalRate;
        return rate.IsKnown
            ? Math.Max(1, (long)(request.TimeBase.Denominator / (request.TimeBase.Numerator * rate.PerSecond)))
            : 1;
    }
}
