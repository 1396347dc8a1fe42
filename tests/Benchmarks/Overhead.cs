namespace StreamColorizer.Benchmarks;

/// <summary>(a) what the walk adds to its parts, and (b) what color adds to a transcode.</summary>
internal static class Overhead
{
    public static void Run(Bench bench)
    {
        var film = bench.Film(720, bench.Frames);
        var (colorize, report) = bench.Colorize(film, "color.mkv");
        var asked = report.GetProperty("embeddingRequests").GetInt32() - report.GetProperty("embeddingHits").GetInt32();
        var colored = bench.Transcode(bench.At("color.mkv"));
        var gray = bench.Transcode(film);
        var network = bench.Network(bench.Frames, asked);
        var seconds = bench.Frames / 25.0;
        Bench.Say($"720p, {bench.Frames} frames, x264 medium, digests on; CPU ms a frame: colorize {Ms(colorize)}, "
            + $"transcode of the colored film {Ms(colored)}, of the gray film {Ms(gray)}, bare network {Ms(network)}");
        Bench.Say($"(a) overhead: colorize / (transcode of the colored film + network), CPU   {colorize.Cpu / (colored.Cpu + network.Cpu):F2}   at most 1.15, aim 1.05");
        Bench.Say($"(b) price of color: colorize / transcode of the gray film, CPU            {colorize.Cpu / gray.Cpu:F2}   at most 2.2, aim 1.5");
        Bench.Say($"    wall time / duration of the film ({Environment.ProcessorCount} processors)                      {colorize.Wall / seconds:F2}   aim 1");
        Bench.Say($"    wall time of the gray transcode / duration of the film                  {gray.Wall / seconds:F2}");

        string Ms(Measured measured) => $"{1000 * measured.Cpu / bench.Frames:F1}";
    }
}
