using System.Globalization;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Encode;

/// <summary>Where a joined film begins and ends.</summary>
internal static class JoinTimes
{
    /// <summary>Ticks at which the last frame ends: the source's end where it is known and plausible, else one step more.</summary>
    public static long End(JoinRequest request)
    {
        var (pts, video) = (request.Pts, request.Source.Video);
        var last = pts[^1];
        var step = pts.Count > 1 ? Math.Max(1, last - pts[^2]) : StepOf(request);
        var isWhole = request.Decode.To is null && !request.Decode.MendTimestamps;
        if (!isWhole || video.EndPts is not { } end)
            return last + step;
        var ticks = (long)((Int128)end * video.TimeBase.Numerator * request.TimeBase.Denominator
            / ((Int128)video.TimeBase.Denominator * request.TimeBase.Numerator));
        return ticks > last && ticks - last <= 10 * step ? ticks : last + step;
    }

    /// <summary>Second of the source that becomes second 0 of the output: only a cut moves it.</summary>
    public static decimal Origin(JoinRequest request) => request.Decode.From is { } from
        ? (decimal)(request.Source.StartSeconds ?? 0) + (decimal)from.TotalSeconds
        : 0;

    /// <summary>Ticks as seconds to the microsecond, which is what ffmpeg's options take.</summary>
    public static string Seconds(long ticks, TimeBase unit) => Text((decimal)ticks * unit.Numerator / unit.Denominator);

    /// <summary>Seconds as ffmpeg's options take them.</summary>
    public static string Text(decimal seconds) => decimal.Round(seconds, 6).ToString("F6", CultureInfo.InvariantCulture);

    private static long StepOf(JoinRequest request)
    {
        var rate = request.Source.Video.NominalRate;
        return rate.IsKnown
            ? Math.Max(1, (long)(request.TimeBase.Denominator / (request.TimeBase.Numerator * rate.PerSecond)))
            : 1;
    }
}
