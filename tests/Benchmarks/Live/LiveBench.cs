using System.Diagnostics;

namespace StreamColorizer.Benchmarks.Live;

/// <summary>
/// Feeds of 640×360 at 15 frames a second from a real RTSP server on this machine to HLS: drops, latency, processor time.
/// </summary>
/// <param name="bench">Files and programs.</param>
/// <param name="seconds">How long each trial is looked at.</param>
internal sealed class LiveBench(Bench bench, int seconds)
{
    private const int Rate = 15, Flood = 60, ServerPort = 28554, WorkerPort = 29464;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(10);

    // After these many seconds of frames an outage counts as the first.
    private const int Peace = 32;
    private readonly IReadOnlyList<string> _moving = Cameras.Encode(bench, Rate, still: false);

    /// <summary>Runs the trials: l many feeds' latency and drops, r feeds at rest, s a shared network, b a camera that comes back.</summary>
    public void Run(string parts)
    {
        Bench.Say($"Feeds of 640x360 at {Rate} frames a second, RTSP over TCP to HLS (x264 superfast), fusion-s, {Environment.ProcessorCount} processors, "
            + $"{seconds} s each; the RTSP server runs on the same processors. Clips: {string.Join(", ", _moving.Select(Path.GetFileNameWithoutExtension))}.");
        if (parts.Contains('l'))
            Latency();
        if (parts.Contains('r'))
            Rest();
        if (parts.Contains('s'))
            Share();
        if (parts.Contains('b'))
            Return();
    }

    private void Latency()
    {
        foreach (var count in (int[])[1, 2, 4, 8])
            Tell($"{count} int8", Try(count, bench.Bundle, _moving));
        Tell("4 fp32", Try(4, Fp32(), _moving));
    }

    private void Rest()
    {
        var passed = Try(4, bench.Bundle, _moving, "colorize: never");
        var still = Try(4, bench.Bundle, Cameras.Encode(bench, Rate, still: true));
        Bench.Say($"At rest, processors a feed: passed through {Each(passed):P1}, picture without change {Each(still):P1} ("
            + $"{still.Grown.Sum("streamcolorizer_frames_still_total") / still.Colorized:P0} of its frames kept their color)");

        static double Each(Trial trial) => (trial.Workers.Own + trial.Workers.Children) / trial.Seconds / 4;
    }

    private void Share()
    {
        var flood = Cameras.Encode(bench, Flood, still: false);
        var together = Try(4, bench.Bundle, flood, "maxRate: 120", rate: Flood);
        var apart = Try(4, bench.Bundle, flood, "maxRate: 120", workers: 4, rate: Flood);
        Bench.Say($"Four feeds of {Flood} frames a second, more than fits: colored frames in one process / in four   {together.Colorized / apart.Colorized:F2}   "
            + $"({together.Colorized / together.Seconds:F0} and {apart.Colorized / apart.Seconds:F0} a second, {Batch(together):F1} frames a batch)");
        Bench.Say($"    colored frames for a second of the workers' processor time, one process / four   {PerSecond(together) / PerSecond(apart):F2}");

        static double PerSecond(Trial trial) => trial.Colorized / trial.Workers.Own;

        static double Batch(Trial trial) =>
            trial.Grown.Sum("streamcolorizer_inference_batch_frames_total") / trial.Grown.Sum("streamcolorizer_inference_batches_total");
    }

    private void Return()
    {
        var times = new List<double>();
        using var worker = Worker.Start(bench, WorkerPort, bench.Bundle, [Feed(0, "")]);
        for (var outage = 0; outage < 3; outage++)
        {
            var before = outage == 0 ? 0 : Colored(worker.Scrape());
            using (Cameras.Start(ServerPort, 1, _moving, Rate))
                worker.Await("the feed is in color for a while", scrape => Colored(scrape) > before + Peace * Rate);
            worker.Await("the outage is noticed", scrape => scrape.Sum("streamcolorizer_feed_up") == 0);
            var colored = Colored(worker.Scrape());
            using var back = Cameras.Start(ServerPort, 1, _moving, Rate);
            var clock = Stopwatch.StartNew();
            worker.Await("color is back", scrape => Colored(scrape) > colored);
            times.Add(clock.Elapsed.TotalSeconds);
        }

        Bench.Say($"From the camera's return to the first frame in color: {string.Join(", ", times.Select(time => $"{time:F1}"))} s "
            + "(the wait between connections, 1 s, is part of it)");

        static double Colored(Scrape scrape) => scrape.Sum("streamcolorizer_frames_colorized_total");
    }

    private Trial Try(int feeds, string bundle, IReadOnlyList<string> clips, string keys = "", int workers = 1, int rate = Rate)
    {
        using var cameras = Cameras.Start(ServerPort, feeds, clips, rate);
        var each = feeds / workers;
        var started = Enumerable.Range(0, workers).Select(number => Worker.Start(
            bench, WorkerPort + number, bundle, Enumerable.Range(number * each, each).Select(feed => Feed(feed, keys)))).ToArray();
        try
        {
            foreach (var worker in started)
                worker.Await("every feed gives frames", scrape => scrape.Sum("streamcolorizer_feed_up") == each);
            Thread.Sleep(s_warmUp);
            var clock = Stopwatch.StartNew();
            var (before, time, server) = (Together(), Time(), ProcessorTime.Of(cameras.Id).Own);
            Thread.Sleep(TimeSpan.FromSeconds(seconds));
            return new Trial(Together().Since(before), Time() - time, ProcessorTime.Of(cameras.Id).Own - server, clock.Elapsed.TotalSeconds);
        }
        finally
        {
            foreach (var worker in started)
                worker.Dispose();
        }

        // Series of several workers are told apart by their number.
        Scrape Together() => started.Select((worker, number) => worker.Scrape().Of(number)).Aggregate((a, b) => a.With(b));
        ProcessorTime Time() => started.Select(worker => ProcessorTime.Of(worker.Id)).Aggregate((a, b) => a + b);
    }

    private string Feed(int number, string keys) =>
        $"  - {{name: cam{number}, source: 'rtsp://127.0.0.1:{ServerPort}/cam{number}', sinks: [{{type: hls, folder: {bench.At($"hls{number}")}}}]{(keys.Length > 0 ? ", " + keys : "")}}}\n";

    // The same bundle with the other graph as the one for processors.
    private string Fp32()
    {
        var folder = Directory.CreateDirectory(bench.At("fusion-s-fp32")).FullName;
        foreach (var file in Directory.GetFiles(bench.Bundle))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        var card = Path.Combine(folder, "model.yaml");
        File.WriteAllText(card, File.ReadAllText(card).Replace("cpuPrecision: int8", "cpuPrecision: fp32"));
        return folder;
    }

    private static void Tell(string what, Trial trial) => Bench.Say(
        $"{what,-8} {trial.Decoded / trial.Seconds,5:F1} frames/s in, dropped {trial.Dropped:F0}, gray {trial.Gray:F0}; "
        + $"latency ms p50 {trial.Latency(0.5):F0} p95 {trial.Latency(0.95):F0} p99 {trial.Latency(0.99):F0}; "
        + $"CPU ms a frame: worker {1000 * trial.Workers.Own / trial.Decoded:F1}, its ffmpegs {1000 * trial.Workers.Children / trial.Decoded:F1}, "
        + $"server {1000 * trial.Server / trial.Decoded:F1}; processors used {trial.Load:P0}; "
        + $"p95 ms: network {trial.Work("network"):F0} after a wait of {trial.Wait("network"):F0}, encoder's queue {trial.Wait("encoder"):F0}");
}
