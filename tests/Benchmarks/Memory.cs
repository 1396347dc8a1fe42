using System.Diagnostics;
using System.Globalization;
using StreamColorizer.Commands;

namespace StreamColorizer.Benchmarks;

/// <summary>(d) memory of the worker at 1080p, and garbage per frame.</summary>
internal static class Memory
{
    private const int Frames = 600;

    public static void Run(Bench bench)
    {
        var film = bench.Film(1080, Frames);
        var start = new ProcessStartInfo(Bench.Executable,
            ["colorize", film, "-o", bench.At("color-1080.mkv"), "--overwrite", "--no-resume", "--quiet"]);
        using var worker = Process.Start(start)!;
        var resident = new List<double>();
        double peak = 0, children = 0;
        while (!worker.WaitForExit(250))
        {
            resident.Add(Megabytes(worker.Id, "VmRSS"));
            peak = Math.Max(peak, Megabytes(worker.Id, "VmHWM"));
            children = Math.Max(children, Children(worker.Id).Sum(static child => Megabytes(child, "VmRSS")));
        }

        var (early, late) = (Mean(resident, 0.4, 0.6), Mean(resident, 0.75, 0.95));
        Bench.Say($"(d) peak memory of the worker at 1080p: {peak:F0} MB (at most 600); its children together {children:F0} MB");
        Bench.Say($"    memory late in the run / halfway                                {late / early:F2}   aim 1");
        // Both lengths are past a border of segments, by which the pool has made its buffers; what a first run compiles and
        // keeps is no frame's, so the second counts.
        var (few, many) = (0.0, 0.0);
        for (var run = 0; run < 2; run++)
            (few, many) = (Garbage(bench, film, 14), Garbage(bench, film, 24));
        Bench.Say($"    garbage: {(many - few) / 250:F0} bytes a frame (at most 2048)");
    }

    // In this process, so that the runtime counts; 25 frames a second.
    private static double Garbage(Bench bench, string film, int seconds)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var code = CommandLine.RunAsync(
            ["colorize", film, "-o", bench.At("garbage.mkv"), "--overwrite", "--no-resume", "--quiet", "--to", Bench.Text(seconds)])
            .GetAwaiter().GetResult();
        return code == 0
            ? GC.GetTotalAllocatedBytes(precise: true) - before
            : throw new InvalidOperationException($"colorize ended with {code}.");
    }

    private static double Mean(List<double> values, double from, double to)
    {
        var part = values[(int)(values.Count * from)..(int)(values.Count * to)];
        return part.Count > 0 ? part.Average() : double.NaN;
    }

    private static double Megabytes(int process, string row)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{process}/status"))
            {
                if (line.StartsWith(row, StringComparison.Ordinal))
                    return double.Parse(line[(row.Length + 1)..].Replace("kB", "").Trim(), CultureInfo.InvariantCulture) / 1024;
            }
        }
        catch (IOException)
        {
            // It ended between two looks.
        }

        return 0;
    }

    private static List<int> Children(int process)
    {
        var found = new List<int>();
        try
        {
            foreach (var thread in Directory.GetDirectories($"/proc/{process}/task"))
            {
                var text = File.ReadAllText(Path.Combine(thread, "children"));
                found.AddRange(text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(static id => int.Parse(id, CultureInfo.InvariantCulture)));
            }
        }
        catch (IOException)
        {
            // It ended between two looks.
        }

        return found;
    }
}
