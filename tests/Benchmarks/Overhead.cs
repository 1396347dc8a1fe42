namespace StreamColorizer.Benchmarks;

/// <summary>(a) what the walk adds to its parts, and (b) what color adds to a transcode.</summary>
internal static class Overhead
{
    public static void Run(Bench bench)
    {
        var film = bench.Film(720, bench.Frames);
        var (colorize, report) = bench.Colorize(film, "color.mkv");
        var asked = report.GetProperty("embeddingRequests").GetInt32() - report.GetProperty("embeddingHits").GetInt32();
        var network = bench.Network(bench.Frames, asked);
        var gray = bench.Transcode(film);
        var decode = bench.Decode(film);
        var encode = Encode(bench, film);
        // Once before and once after its parts: a machine that grows slower or faster meanwhile does both alike.
        var again = bench.Colorize(film, "color.mkv").Measured;
        var (cpu, wall) = ((colorize.Cpu + again.Cpu) / 2, (colorize.Wall + again.Wall) / 2);
        var parts = decode.Cpu + encode + network.Cpu;
        var seconds = bench.Frames / 25.0;
        Bench.Say($"720p, {bench.Frames} frames, x264 medium, digests on; CPU ms a frame: colorize {Ms(cpu)} "
            + $"({Ms(colorize.Cpu)} and {Ms(again.Cpu)}); decode {Ms(decode.Cpu)}, encode the colored frames {Ms(encode)}, bare network {Ms(network.Cpu)}; transcode of the gray film {Ms(gray.Cpu)}");
        Bench.Say($"(a) overhead: colorize / (decode + encode of the colored frames + network), CPU   {cpu / parts:F2}   at most 1.15, aim 1.05");
        Bench.Say($"(b) price of color: colorize / transcode of the gray film, CPU            {cpu / gray.Cpu:F2}   at most 2.2, aim 1.5");
        Bench.Say($"    wall time / duration of the film ({Environment.ProcessorCount} processors)                      {wall / seconds:F2}   aim 1");
        Bench.Say($"    wall time of the gray transcode / duration of the film                  {gray.Wall / seconds:F2}");

        string Ms(double cpu) => $"{1000 * cpu / bench.Frames:F1}";
    }

    // The frames that color.mkv was encoded from, kept without loss: those of color.mkv itself were smoothed by its encoder
    // and cost the next one a tenth less. What reading the lossless film costs is taken off again.
    private static double Encode(Bench bench, string film)
    {
        bench.Colorize(film, "lossless.mkv", "--codec", "ffv1");
        var lossless = bench.At("lossless.mkv");
        return bench.Transcode(lossless).Cpu - bench.Decode(lossless).Cpu;
    }
}
