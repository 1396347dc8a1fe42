using System.Globalization;
using StreamColorizer.Core.Film;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Probe;

/// <summary>Looks at a few pictures of a film and says whether it is gray, tinted or in color.</summary>
public static class ToneProbe
{
    private const int Moments = 6;
    private const int Side = 96;
    private const int Bins = 32;

    // Code values at 8 bit, root mean square. Measured: gray film stays below 3.3 in all, sepia below 1.6 within like
    // brightness; color clips have 4.1 and more, and 2.2 and more.
    private const double GrayChroma = 3.5;
    private const double TintResidual = 2;

    /// <summary>Decodes up to six pictures spread over the film.</summary>
    /// <exception cref="Core.Errors.ColorizerException">ffmpeg is not installed.</exception>
    public static async Task<Tone> ProbeAsync(MediaFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Video.PixelFormat.StartsWith("gray", StringComparison.Ordinal))
            return Tone.Gray;
        var counts = new int[3];
        var planes = new byte[3 * Side * Side];
        var duration = facts.DurationSeconds ?? 0;
        for (var i = 0; i < Moments; i++)
        {
            if (await DecodeAsync(facts, duration * (i + 0.5) / Moments, planes, cancellationToken))
                counts[(int)Classify(planes)]++;
            if (duration <= 0)
                break;
        }

        // A film with some colored moments is a color film; titles and black leader have none.
        var seen = counts.Sum();
        if (seen == 0 || counts[(int)Tone.Gray] == seen)
            return Tone.Gray;
        return counts[(int)Tone.Color] * 3 >= seen ? Tone.Color : Tone.Tinted;
    }

    /// <summary>Classifies one picture.</summary>
    /// <param name="planes">Y', Cb, Cr, 8 bit, of equal size, one after the other.</param>
    internal static Tone Classify(ReadOnlySpan<byte> planes)
    {
        var count = planes.Length / 3;
        var luma = planes[..count];
        var blue = Spread(luma, planes.Slice(count, count));
        var red = Spread(luma, planes.Slice(2 * count, count));
        if (Math.Sqrt(blue.Total + red.Total) < GrayChroma)
            return Tone.Gray;
        return Math.Sqrt(blue.Residual + red.Residual) < TintResidual ? Tone.Tinted : Tone.Color;
    }

    // Mean square of a chroma plane around neutral, and what remains of it within pixels of like brightness.
    private static (double Total, double Residual) Spread(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> chroma)
    {
        Span<double> counts = stackalloc double[Bins];
        Span<double> sums = stackalloc double[Bins];
        var squares = 0.0;
        for (var i = 0; i < luma.Length; i++)
        {
            var value = chroma[i] - 128;
            var bin = luma[i] * Bins / 256;
            counts[bin]++;
            sums[bin] += value;
            squares += value * value;
        }

        var explained = 0.0;
        for (var bin = 0; bin < Bins; bin++)
            explained += counts[bin] > 0 ? sums[bin] * sums[bin] / counts[bin] : 0;
        return (squares / luma.Length, Math.Max(0, squares - explained) / luma.Length);
    }

    private static async Task<bool> DecodeAsync(MediaFacts facts, double seconds, Memory<byte> planes, CancellationToken cancellationToken)
    {
        await using var child = FfmpegChild.Start("ffmpeg",
        [
            "-nostdin", "-hide_banner", "-loglevel", "repeat+level+error", "-ss", seconds.ToString("F3", CultureInfo.InvariantCulture),
            "-i", FfmpegTools.FileArgument(facts.Path), "-map", $"0:{facts.Video.StreamIndex}", "-frames:v", "1",
            "-vf", $"scale={Side}:{Side}:flags=area,format=yuv444p", "-f", "rawvideo", "pipe:1",
        ]);
        child.Input.Close();
        return await child.Output.ReadAtLeastAsync(planes, planes.Length, throwOnEndOfStream: false, cancellationToken) == planes.Length;
    }
}
