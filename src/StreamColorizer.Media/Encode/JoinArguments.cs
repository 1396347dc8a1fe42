using System.Globalization;
using StreamColorizer.Core.Film;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Encode;

/// <summary>ffmpeg's words that put a film together. Input 0 are the segments, input 1 is the source.</summary>
internal static class JoinArguments
{
    // Frames that an encoder may put out after the last one that is shown; 16 is the most that H.264 and H.265 know.
    private const int Reordered = 17;

    // What remains of a packet that began before zero.
    private const string Rest =
        @"noise=drop=lte(pts+duration\,0),setts=pts=max(PTS\,0):dts=max(DTS\,0):duration=DURATION+min(PTS\,0)";

    public static List<string> For(
        JoinRequest request, long end, IReadOnlyList<CarriedStream> carried, IReadOnlyList<(string Path, string MimeType)> attached,
        string list)
    {
        List<string> words = ["-nostdin", "-hide_banner", "-loglevel", "repeat+level+warning", "-y"];
        words.AddRange(Inputs(request, list));
        words.AddRange(["-map", "0:v:0", "-c:0", "copy"]);
        for (var i = 0; i < carried.Count; i++)
        {
            words.AddRange(["-map", $"1:{carried[i].Stream.Index}", $"-c:{i + 1}", carried[i].Codec]);
            if (CutFilter(request, carried[i]) is { } cut)
                words.AddRange([$"-bsf:{i + 1}", cut]);
        }

        var attachments = carried.Count(stream => stream.Stream.Kind == StreamKind.Attachment);
        for (var i = 0; i < attached.Count; i++)
            words.AddRange(["-attach", attached[i].Path, $"-metadata:s:t:{attachments + i}", "mimetype=" + attached[i].MimeType]);
        words.AddRange(Picture(request, end));
        words.AddRange(["-map_metadata", "1", "-map_chapters", "1", "-metadata", "comment=" + Comment(request)]);
        if (EndOfPart(request) is { } limit)
            words.AddRange(["-t", limit]);
        words.AddRange(Container(request));
        return words;
    }

    private static IEnumerable<string> Inputs(JoinRequest request, string list)
    {
        var origin = JoinTimes.Origin(request);
        var first = (decimal)request.Pts[0] * request.TimeBase.Numerator / request.TimeBase.Denominator;
        var source = FfmpegTools.FileArgument(request.Source.Path);
        string[] segments = ["-f", "concat", "-safe", "0", "-i", FfmpegTools.FileArgument(list)];
        if (!request.Decode.MendTimestamps)
            return ["-copyts", "-itsoffset", JoinTimes.Text(first - origin), .. segments, "-itsoffset", JoinTimes.Text(-origin), "-i", source];
        // Without -copyts ffmpeg mends a clock that jumps, and lets each input begin at zero.
        var start = (decimal)(request.Source.StartSeconds ?? 0) - JoinTimes.MuxerOrigin(request);
        first -= JoinTimes.MuxerOrigin(request);
        return ["-itsoffset", JoinTimes.Text(first), .. segments, "-itsoffset", JoinTimes.Text(start), "-i", source];
    }

    // A subtitle that began before the cut goes on from there, one that would outlast it ends with it.
    private static string? CutFilter(JoinRequest request, CarriedStream carried)
    {
        var isLater = request.Decode.From is not null;
        if (carried.IsCutExactly && EndOfPart(request) is { } end)
            return $@"{(isLater ? Rest + "," : "")}setts=pts=PTS:dts=DTS:duration=min(DURATION\,{end}/TB-PTS)";
        return !isLater || carried.Stream.Kind is not (StreamKind.Audio or StreamKind.Subtitle) ? null
            : carried.IsCutExactly ? Rest : @"noise=drop=lt(pts\,0)";
    }

    private static string? EndOfPart(JoinRequest request) => request.Decode.To is { } to
        ? JoinTimes.Text((decimal)(to - (request.Decode.From ?? TimeSpan.Zero)).TotalSeconds + EndOfKept(request))
        : null;

    // A cut from the beginning keeps the source's first timestamp, so its end lies as much later.
    private static decimal EndOfKept(JoinRequest request) =>
        request.Decode.From is null && !request.Decode.MendTimestamps ? (decimal)(request.Source.StartSeconds ?? 0) : 0;

    private static IEnumerable<string> Picture(JoinRequest request, long end)
    {
        var video = request.Source.Video;
        var stream = request.Source.Streams[video.StreamIndex];
        List<string> words = [.. ColorTags.For(video), "-disposition:v:0", "default"];
        if (video.IsInterlaced && !request.Decode.Deinterlace)
            words.AddRange(["-field_order", video.FieldOrder]);
        if (stream.Language is { } language)
            words.AddRange(["-metadata:s:v:0", "language=" + language]);
        if (stream.Title is { } title)
            words.AddRange(["-metadata:s:v:0", "title=" + title]);
        if (video.Rotation != 0 && request.Container.HasRotation)
            words.AddRange(["-metadata:s:v:0", string.Create(CultureInfo.InvariantCulture, $"rotate={video.Rotation}")]);
        if (request.Encode.Codec == VideoCodec.X265 && request.Container.Muxer is "mp4" or "mov")
            words.AddRange(["-tag:v:0", "hvc1"]);
        // A part of a film begins at another time than the whole.
        if (request.Decode.From is not null)
            words.AddRange(["-metadata", "timecode="]);
        else if (request.Source.Timecode is { } timecode)
            words.AddRange(["-metadata:s:v:0", "timecode=" + timecode]);
        words.AddRange(["-bsf:v:0", PacketFilter(request, end)]);
        return words;
    }

    private static string PacketFilter(JoinRequest request, long end)
    {
        // NUT holds no durations; the last frame's has to be told. setts takes DTS for everything that it is not told. Its PTS
        // and DURATION count in the muxer's unit, although its TB is another one (measured).
        // A player of MP4 goes by the last one in the order of decoding, so all that may be it last until the end.
        var tail = JoinTimes.MuxerTicks(request, request.Pts[Math.Max(0, request.Pts.Count - Reordered)]);
        var whole = JoinTimes.MuxerTicks(request, end);
        var setts = string.Create(CultureInfo.InvariantCulture,
            $@"setts=pts=PTS:dts=DTS:duration=if(gte(PTS\,{tail})\,max(1\,{whole}-PTS)\,DURATION)");
        return request.Container.Muxer == "mpegts" ? "dump_extra=freq=keyframe," + setts : setts;
    }

    private static string Comment(JoinRequest request)
    {
        var own = request.Source.Tags.FirstOrDefault(t => t.Key.Equals("comment", StringComparison.OrdinalIgnoreCase)).Value;
        return string.IsNullOrWhiteSpace(own) ? request.Comment : $"{own}; {request.Comment}";
    }

    private static IEnumerable<string> Container(JoinRequest request)
    {
        List<string> words = ["-max_muxing_queue_size", "9999", "-strict", "-2"];
        var scale = request.TimeBase.Denominator.ToString(CultureInfo.InvariantCulture);
        words.AddRange(request.Container.Muxer switch
        {
            // Measured: with the usual movie timescale of 1000 the edit list moves all frames by up to 1 ms.
            "mp4" or "mov" => ["-video_track_timescale", scale, "-movie_timescale", scale],
            // MPEG-TS has no tags; who provides the service is the one text that all its readers show.
            "mpegts" => ["-muxdelay", "0", "-muxpreload", "0", "-metadata", "service_provider=" + request.Comment],
            _ => (string[])[],
        });
        if (request.Container.Muxer != "mpegts")
            words.AddRange(["-avoid_negative_ts", "disabled"]);
        if (request.Decode.MendTimestamps && request.Source.StartSeconds is { } start && request.Decode.From is null)
            words.AddRange(["-output_ts_offset", JoinTimes.Text((decimal)start)]);
        words.AddRange(["-f", request.Container.Muxer, FfmpegTools.FileArgument(request.Output)]);
        return words;
    }
}
