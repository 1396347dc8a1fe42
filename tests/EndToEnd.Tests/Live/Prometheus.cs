using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Live;

/// <summary>A real Prometheus that scrapes a service.</summary>
internal sealed class Prometheus : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private Prometheus(Process process, int port)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public static async Task<Prometheus> StartAsync(string folder, int target)
    {
        Directory.CreateDirectory(folder);
        var config = Path.Combine(folder, "prometheus.yml");
        await File.WriteAllTextAsync(config, $$"""
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: streamcolorizer
                static_configs: [{targets: ['127.0.0.1:{{target}}']}]
            """);
        var port = Ports.Take();
        var info = new ProcessStartInfo(
            "prometheus", [$"--config.file={config}", $"--storage.tsdb.path={folder}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error"])
        {
            RedirectStandardError = true,
        };
        return new Prometheus(Process.Start(info)!, port);
    }

    /// <summary>Series that a query answers; -1 while Prometheus does not.</summary>
    public async Task<int> QueryAsync(string query)
    {
        try
        {
            var answer = await _http.GetFromJsonAsync<JsonElement>($"/api/v1/query?query={Uri.EscapeDataString(query)}", TestContext.Current.CancellationToken);
            return answer.GetProperty("data").GetProperty("result").GetArrayLength();
        }
        catch (HttpRequestException)
        {
            return -1;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
