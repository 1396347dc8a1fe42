using System.Globalization;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Encode;

/// <summary>Reads the joined film's timestamps and its end back and compares them with the ones asked for.</summary>
internal static class JoinCheck
{
    private const double Tolerance = 0.001;

    /// <summary>Checks the output.</summary>
    /// <param name="request">The join.</param>
    /// <param name="end">Ticks of the request's time base at which the last frame ends.</param>
    /// <param name="cancellationToken">Ends the child and the wait.</param>
    /// <returns>A sentence if the container moved all frames alike, and one if it says another end; else nothing.</returns>
    /// <exception cref="ColorizerException">A frame is missing or more than 1 ms off.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(JoinRequest request, long end, CancellationToken cancellationToken)
    {
        var found = await WrittenTimes.ReadAsync(request.Output, request.Pts.Count, cancellationToken);
        var times = found.Frames;
        if (times.Count != request.Pts.Count)
        {
            throw new ColorizerException(ExitCode.Failed,
                $"The film '{request.Output}' has {times.Count} frames instead of {request.Pts.Count} after joining: "
                + "all segments are kept; try an output that ends in .mkv.");
        }

        var origin = (double)JoinTimes.Origin(request);
        // MPEG-TS cannot hold times below zero and moves everything on by the same amount.
        var shift = request.Container.Muxer == "mpegts" ? times[0] - (request.TimeBase.Seconds(request.Pts[0]) - origin) : 0;
        for (var i = 0; i < times.Count; i++)
        {
            var error = times[i] - (request.TimeBase.Seconds(request.Pts[i]) - origin) - shift;
            if (Math.Abs(error) > Tolerance)
            {
                throw new ColorizerException(ExitCode.Failed, string.Create(CultureInfo.InvariantCulture,
                    $"Frame {i} of '{request.Output}' lies {error * 1000:F1} ms beside its time, 1 ms is allowed: ")
                    + "all segments are kept; try an output that ends in .mkv.");
            }
        }

        List<string> remarks = [];
        if (Math.Abs(shift) > Tolerance)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture,
                $"All streams begin {shift * 1000:F0} ms later than in the source, for .ts holds no times below zero; .mkv could."));
        }

        if (EndOf(request, found) - (request.TimeBase.Seconds(end) - origin) is { } beside && Math.Abs(beside) > Tolerance)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture,
                $"The last frame ends {Math.Abs(beside) * 1000:F0} ms too {(beside < 0 ? "early" : "late")}: ")
                + "every frame has its time, the film's length is off by that.");
        }

        return remarks;
    }

    // Seconds of the output at which the picture ends, as far as the container says it; what it does not say is not checked.
    private static double? EndOf(JoinRequest request, WrittenTimes found) => request.Container.Muxer switch
    {
        "mp4" or "mov" => found.Frames[0] + found.Picture,
        // It says one length for all streams, from zero on: another stream may be the longest, but none makes it shorter.
        "matroska" or "webm" => found.IsPictureAlone ? found.Film : null,
        // MPEG-TS says of no frame how long it lasts.
        _ => null,
    };
}
