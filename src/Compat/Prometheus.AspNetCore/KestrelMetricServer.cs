using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Prometheus;

/// <summary>An HTTP server for metrics alone.</summary>
/// <param name="hostname">The address to listen on: an IP address, "localhost", or "+" for every one.</param>
/// <param name="port">The port.</param>
/// <param name="url">The path.</param>
/// <param name="registry">The metrics; null: <see cref="Metrics.DefaultRegistry"/>.</param>
/// <param name="certificate">For HTTPS; null: HTTP.</param>
public sealed class KestrelMetricServer(
    string hostname, int port, string url = "/metrics", CollectorRegistry? registry = null, X509Certificate2? certificate = null)
    : IMetricServer
{
    private WebApplication? app;

    /// <summary>A server on every address.</summary>
    public KestrelMetricServer(int port, string url = "/metrics", CollectorRegistry? registry = null, X509Certificate2? certificate = null)
        : this("+", port, url, registry, certificate)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    public IMetricServer Start()
    {
        if (app is not null)
            throw new InvalidOperationException("The metric server runs already.");
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(Listen);
        app = builder.Build();
        app.MapMetrics(url, registry);
        app.Start();
        return this;
    }

    /// <inheritdoc/>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref app, null) is not { } running)
            return;
        await running.StopAsync();
        await running.DisposeAsync();
    }

    /// <inheritdoc/>
    public void Stop() => StopAsync().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Dispose() => Stop();

    private void Listen(KestrelServerOptions options)
    {
        void Configure(ListenOptions endpoint)
        {
            if (certificate is not null)
                endpoint.UseHttps(certificate);
        }

        if (IPAddress.TryParse(hostname, out IPAddress? address))
            options.Listen(address, port, Configure);
        else if (hostname == "localhost")
            options.ListenLocalhost(port, Configure);
        else
            options.ListenAnyIP(port, Configure);
    }
}
