using EndToEnd.Tests.Support;
using Prometheus;

namespace EndToEnd.Tests.Compat;

public sealed class KestrelMetricServerTests
{
    [Fact]
    public async Task MetricsAreServedUntilTheServerStops()
    {
        CollectorRegistry registry = Metrics.NewCustomRegistry();
        Metrics.WithCustomRegistry(registry).CreateCounter("frames_total", "Frames.").Inc(3);
        int port = Ports.Take();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using (IMetricServer server = new KestrelMetricServer("127.0.0.1", port, registry: registry).Start())
        {
            HttpResponseMessage answer = await client.GetAsync("/metrics", TestContext.Current.CancellationToken);
            Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
            Assert.Contains("frames_total 3\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/metrics", TestContext.Current.CancellationToken));
    }
}
