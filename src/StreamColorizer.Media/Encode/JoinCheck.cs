using System.Globalization;
using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Encode;

/// <summary>Reads the joined film's timestamps back and compares them with the ones asked for.</summary>
internal static class JoinCheck
{
    private const double Tolerance = 0.001;

    /// <summary>Checks the output.</summary>
    /// <returns>A sentence if the container moved all frames alike, else null.</returns>
    /// <exception cref="ColorizerException">A frame is missing or more than 1 ms off.</exception>
    public static async Task<string?> RunAsync(JoinRequest request, CancellationToken cancellationToken)
    {
        var times = await TimesAsync(request.Output, request.Pts.Count, cancellationToken);
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

        return Math.Abs(shift) <= Tolerance ? null : string.Create(CultureInfo.InvariantCulture,
            $"All streams begin {shift * 1000:F0} ms later than in the source, for .ts holds no times below zero; .mkv could.");
    }

    private static async Task<List<double>> TimesAsync(string path, int expected, CancellationToken cancellationToken)
    {
        await using var child = FfmpegChild.Start("ffprobe",
        [
            "-loglevel", "repeat+level+error", "-select_streams", "v:0", "-show_entries", "packet=pts_time", "-of", "csv=p=0",
            "-i", FfmpegTools.FileArgument(path),
        ]);
        child.Input.Close();
        var times = new List<double>(expected);
        var text = new byte[1 << 14];
        var held = 0;
        while (await child.Output.ReadAsync(text.AsMemory(held), cancellationToken) is var read and > 0)
            held = Take(text, held + read, times);
        times.Sort();
        return times;
    }

    // Takes the whole lines, moves the rest to the front and says how long that is. No strings: a film has many frames.
    private static int Take(byte[] text, int length, List<double> times)
    {
        var rest = text.AsSpan(0, length);
        while (rest.IndexOf((byte)'\n') is var end and >= 0)
        {
            var line = rest[..end];
            var comma = line.IndexOf((byte)',');
            if (double.TryParse(comma < 0 ? line : line[..comma], CultureInfo.InvariantCulture, out var time))
                times.Add(time);
            rest = rest[(end + 1)..];
        }

        rest.CopyTo(text);
        return rest.Length;
    }
}
