using System.Globalization;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Encode;

/// <summary>The times of a join: ticks of the film, seconds of ffmpeg's options, ticks of the container.</summary>
internal static class JoinTimes
{
    /// <summary>Second of the source that becomes second 0 of the output: only a cut moves it.</summary>
    public static decimal Origin(JoinRequest request) => request.Decode.From is { } from
        ? (decimal)(request.Source.StartSeconds ?? 0) + (decimal)from.TotalSeconds
        : 0;

    /// <summary>Second of the source that is 0 to the muxer: where ffmpeg mends the clock, the beginning is added afterwards.</summary>
    public static decimal MuxerOrigin(JoinRequest request) => request.Decode.MendTimestamps
        ? Math.Max(Origin(request), (decimal)(request.Source.StartSeconds ?? 0))
        : Origin(request);

    /// <summary>Ticks a second of a packet on its way into the container.</summary>
    public static int MuxerRate(JoinRequest request) => request.Container.Muxer switch
    {
        "matroska" or "webm" => 1000,
        "mpegts" => 90000,
        _ => request.TimeBase.Denominator,
    };

    /// <summary>Ticks in the unit of the muxer, rounded as ffmpeg does it.</summary>
    /// <param name="request">The join.</param>
    /// <param name="pts">Ticks of the film.</param>
    public static long MuxerTicks(JoinRequest request, decimal pts)
    {
        var seconds = pts * request.TimeBase.Numerator / request.TimeBase.Denominator - MuxerOrigin(request);
        return (long)decimal.Round(seconds * MuxerRate(request), MidpointRounding.AwayFromZero);
    }

    /// <summary>Seconds in ticks, rounded.</summary>
    public static long Ticks(decimal seconds, TimeBase unit) => (long)decimal.Round(seconds * unit.Denominator / unit.Numerator);

    /// <summary>Ticks as seconds to the microsecond, which is what ffmpeg's options take.</summary>
    public static string Seconds(long ticks, TimeBase unit) => Text((decimal)ticks * unit.Numerator / unit.Denominator);

    /// <summary>Seconds as ffmpeg's options take them.</summary>
    public static string Text(decimal seconds) => decimal.Round(seconds, 6).ToString("F6", CultureInfo.InvariantCulture);
}
