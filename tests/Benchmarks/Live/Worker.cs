using System.Diagnostics;

namespace StreamColorizer.Benchmarks.Live;

/// <summary>One `serve` in a process of its own.</summary>
internal sealed class Worker : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly HttpClient _http;

    private Worker(Process process, int port) =>
        (_process, _http) = (process, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") });

    public int Id => _process.Id;

    /// <summary>Starts it.</summary>
    /// <param name="bench">Where its files go.</param>
    /// <param name="port">Its HTTP port.</param>
    /// <param name="model">Folder of the bundle.</param>
    /// <param name="feeds">The feeds' YAML, each a list item indented by two.</param>
    public static Worker Start(Bench bench, int port, string model, IEnumerable<string> feeds)
    {
        var config = bench.At($"worker-{port}.yaml");
        File.WriteAllText(config, $"http: {{port: {port}}}\nmodel: {model}\ndevice: cpu\nmaxOpening: 16\nfeeds:\n{string.Concat(feeds)}");
        var start = new ProcessStartInfo(Bench.Executable, ["serve", "-c", config]) { RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new Worker(process, port);
    }

    public Scrape Scrape() => Live.Scrape.Parse(_http.GetStringAsync("/metrics").GetAwaiter().GetResult());

    /// <summary>Looks at the metrics until they are so.</summary>
    /// <exception cref="InvalidOperationException">They did not become so in time.</exception>
    public void Await(string what, Func<Scrape, bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!IsSo(condition))
        {
            if (clock.Elapsed > s_patience)
                throw new InvalidOperationException($"Not within {s_patience.TotalSeconds:F0} s: {what}.");
            Thread.Sleep(20);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private bool IsSo(Func<Scrape, bool> condition)
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"The worker ended with {_process.ExitCode}.");
        try
        {
            return condition(Scrape());
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
