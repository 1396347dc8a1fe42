using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Live;

/// <summary>The real service in a process of its own.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private Service(Process process, int port)
    {
        (_process, Port) = (process, port);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public int Port { get; }

    public int Id => _process.Id;

    public HttpClient Http { get; }

    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts it with these feeds on a free port.</summary>
    /// <param name="folder">Where its configuration is written.</param>
    /// <param name="feeds">The YAML below <c>feeds:</c>, two spaces in.</param>
    /// <param name="environment">Variables that it gets.</param>
    public static Service Start(string folder, string feeds, params (string Name, string Value)[] environment)
    {
        var port = Ports.Take();
        var path = Path.Combine(folder, "service.yaml");
        File.WriteAllText(path, Config(port, feeds));
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "streamcolorizer"), ["serve", "-c", path])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        return new Service(Process.Start(info)!, port);
    }

    public static string Config(int port, string feeds) =>
        $"http: {{port: {port}}}\nmodel: {Repository.TinyBundle}\ndevice: cpu\nthreads: 1\nfeeds:\n{feeds}";

    /// <summary>State of one feed; undefined while the service does not answer.</summary>
    public async Task<JsonElement> FeedAsync(string name)
    {
        try
        {
            var feeds = await Http.GetFromJsonAsync<JsonElement>("/api/feeds", TestContext.Current.CancellationToken);
            return feeds.EnumerateArray().FirstOrDefault(feed => feed.GetProperty("name").GetString() == name);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return default;
        }
    }

    /// <summary>Waits until a feed's state is as asked.</summary>
    public Task UntilAsync(string name, Func<JsonElement, bool> condition, string what) => Tools.UntilAsync(
        async () => await FeedAsync(name) is { ValueKind: JsonValueKind.Object } feed && condition(feed), $"feed {name}: {what}", () => Log);

    /// <summary>Waits until a feed was refused by its camera; it asks again after about a minute.</summary>
    public Task UntilRefusedAsync(string name) => Tools.UntilAsync(
        async () => await FeedAsync(name) is { ValueKind: JsonValueKind.Object }
            && await MetricAsync($"streamcolorizer_feed_reconnects_total{{feed=\"{name}\",reason=\"refused\"}}") > 0,
        $"feed {name} is refused", () => Log);

    /// <summary>One sample of the metrics.</summary>
    public async Task<double> MetricAsync(string series)
    {
        var text = await Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var line = text.Split('\n').Single(line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return double.Parse(line[(series.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Sends a signal.</summary>
    public Task SignalAsync(string signal) => Tools.RunAsync("kill", $"-{signal}", $"{Id}");

    /// <summary>Sends SIGTERM and awaits the exit code.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        return await EndAsync();
    }

    /// <summary>Awaits the exit code; the limit only bounds a hang.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private void Note(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }
}
