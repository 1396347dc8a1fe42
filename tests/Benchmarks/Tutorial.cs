using StreamColorizer.Media.Inference;

namespace StreamColorizer.Benchmarks;

/// <summary>(c) wall time against a script as tutorials write it, both writing FFV1.</summary>
internal static class Tutorial
{
    private const int Frames = 200;

    public static void Run(Bench bench)
    {
        var film = bench.Film(720, Frames);
        var size = BareNetwork.Size(Bundle.Read(bench.Bundle));
        var script = Measured.Run(new(
            "/usr/bin/python3", Path.Combine(Bench.Root, "tests", "Benchmarks", "tutorial.py"), bench.Bundle, film, bench.At("tutorial.avi"),
            Bench.Text(size.Height), Bench.Text(size.Width)));
        var (cached, _) = bench.Colorize(film, "color.ffv1.mkv", "--codec", "ffv1");
        var (alone, _) = bench.Colorize(film, "color.ffv1.mkv", "--codec", "ffv1", "--embedding-cache", "off");
        Bench.Say($"(c) wall time of a tutorial's script / colorize, cache on, {Frames} frames   {script.Wall / cached.Wall:F2}   at least 3, aim 5");
        Bench.Say($"    the same, cache off                                          {script.Wall / alone.Wall:F2}");
    }
}
