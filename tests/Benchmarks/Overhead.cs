namespace StreamColorizer.Benchmarks;

/// <summary>(a) what the walk adds to its parts, and (b) what color adds to a transcode.</summary>
internal static class Overhead
{
    public static void Run(Bench bench)
    {
        var film = bench.Film(720, bench.Frames);
        // The frames that the film's colors are encoded from, kept without loss: those of an encoded film were smoothed by its
        // encoder and cost the next one a tenth less. What reading the lossless film costs is taken off again.
        var (_, report) = bench.Colorize(film, "lossless.mkv", "--codec", "ffv1");
        var lossless = bench.At("lossless.mkv");
        var asked = report.GetProperty("embeddingRequests").GetInt32() - report.GetProperty("embeddingHits").GetInt32();
        var results = Turns.Run(
            (bench.ColorizeCommand(film, "color.mkv"), 36),
            (Bench.Decode(film), 2),
            (bench.Transcode(lossless, "color-plain.mkv"), 35),
            (Bench.Decode(lossless), 10),
            (bench.Network(bench.Frames, asked), 8),
            (bench.Transcode(film, "gray-plain.mkv"), 25));
        var (colorize, decode, network, gray) = (results[0], results[1].Cpu, results[4].Cpu, results[5]);
        var encode = results[2].Cpu - results[3].Cpu;
        var seconds = bench.Frames / 25.0;
        Bench.Say($"720p, {bench.Frames} frames, x264 medium, digests on; CPU ms a frame: colorize {Ms(colorize.Cpu)}; decode {Ms(decode)}, "
            + $"encode the colored frames {Ms(encode)}, bare network {Ms(network)}; transcode of the gray film {Ms(gray.Cpu)}");
        Bench.Say($"(a) overhead: colorize / (decode + encode of the colored frames + network), CPU   {colorize.Cpu / (decode + encode + network):F3}   at most 1.15, aim 1.05");
        Bench.Say($"(b) price of color: colorize / transcode of the gray film, CPU            {colorize.Cpu / gray.Cpu:F2}   at most 2.2, aim 1.5");
        Bench.Say($"    wall time / duration of the film ({Environment.ProcessorCount} processors)                      {colorize.Wall / seconds:F2}   aim 1");
        Bench.Say($"    wall time of the gray transcode / duration of the film                  {gray.Wall / seconds:F2}");

        string Ms(double cpu) => $"{1000 * cpu / bench.Frames:F1}";
    }
}
