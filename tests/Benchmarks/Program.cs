using System.Globalization;
using StreamColorizer.Benchmarks;
using StreamColorizer.Benchmarks.Live;

// benchmarks [FRAMES] [PARTS]: 6000 frames, four minutes of film, and parts abcdef by default; prints ratios from this one run.
// benchmarks live [SECONDS] [PARTS]: feeds, 60 s for each trial and parts lrsb by default.
// benchmarks network BUNDLE FRAMES EMBEDDINGS [THREADS]: the bare network, which part a runs in a process of its own.
if (args is ["network", var bundle, var runs, var embeddings, .. var threads])
{
    BareNetwork.Run(bundle, int.Parse(runs, CultureInfo.InvariantCulture), int.Parse(embeddings, CultureInfo.InvariantCulture),
        threads.Length > 0 ? int.Parse(threads[0], CultureInfo.InvariantCulture) : null);
    return;
}

var isLive = args is ["live", ..];
var frames = args.Length > 0 && !isLive ? int.Parse(args[0], CultureInfo.InvariantCulture) : 6000;
var parts = args.Length > 1 ? args[1] : "abcdef";
var folder = Directory.CreateTempSubdirectory("streamcolorizer-bench-").FullName;
try
{
    var bench = new Bench(folder, frames);
    if (isLive)
    {
        new LiveBench(bench, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 60).Run(args.Length > 2 ? args[2] : "lrsb");
        return;
    }

    if (parts.Contains('a') || parts.Contains('b'))
        Overhead.Run(bench);
    if (parts.Contains('c'))
        Tutorial.Run(bench);
    if (parts.Contains('d'))
        Memory.Run(bench);
    if (parts.Contains('e'))
        Sizes.Run(bench);
    if (parts.Contains('f'))
        Gpu.Run(bench);
}
finally
{
    Directory.Delete(folder, recursive: true);
}
