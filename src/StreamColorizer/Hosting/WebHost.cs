using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Live;

namespace StreamColorizer.Hosting;

/// <summary>The HTTP side: metrics, health, API, page.</summary>
internal static class WebHost
{
    public static WebApplication Create(ServiceConfig config, FeedSupervisor feeds, Heartbeat heartbeat, ILoggerFactory logs)
    {
        var http = config.Http;
        var certificate = Certificate(http);
        if (!http.IsLoopback && certificate is null)
            logs.CreateLogger("streamcolorizer").NoTls(http.ToString());

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        LogSetup.Configure(builder.Logging);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024;
            kestrel.Listen(IPAddress.Parse(http.Address), http.Port, listen =>
            {
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();

        var app = builder.Build();
        var access = new AccessRules(http, TimeProvider.System);
        app.Use(access.InvokeAsync);
        // Some probes ask for the head alone.
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods("/healthz", methods, context => Say(
            context, heartbeat.IsAlive, heartbeat.IsAlive ? "alive" : "the worker's loop stands still"));
        app.MapMethods("/readyz", methods, context => Ready(context, feeds));
        ProcessMetrics.Register();
        app.MapMetrics();
        FeedEndpoints.Map(app, feeds);
        Page.Map(app);
        return app;
    }

    private static Task Ready(HttpContext context, FeedSupervisor feeds)
    {
        var down = feeds.Feeds.Where(feed => feed.Config.Required && feed.Status.Phase != FeedPhase.Up).Select(feed => feed.Config.Name).ToArray();
        var ready = feeds.IsReady && down.Length == 0;
        return Say(context, ready, ready ? "ready" : feeds.IsReady ? $"required feeds are down: {string.Join(", ", down)}" : "loading");
    }

    private static Task Say(HttpContext context, bool good, string words)
    {
        context.Response.StatusCode = good ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(words + "\n");
    }

    /// <summary>The certificate that is configured; null for plain HTTP.</summary>
    /// <exception cref="ColorizerException">It cannot be used.</exception>
    public static X509Certificate2? Certificate(HttpConfig http)
    {
        if (http.Certificate.Length == 0)
            return null;
        var password = http.CertificatePassword.Length > 0 ? http.CertificatePassword : null;
        var key = http.CertificateKey.Length > 0 ? http.CertificateKey : http.Certificate;
        try
        {
            if (Path.GetExtension(http.Certificate) is ".pfx" or ".p12")
                return X509CertificateLoader.LoadPkcs12FromFile(http.Certificate, password);
            return password is null
                ? X509Certificate2.CreateFromPemFile(http.Certificate, key)
                : X509Certificate2.CreateFromEncryptedPemFile(http.Certificate, password, key);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new ColorizerException(
                ExitCode.Usage, $"The certificate '{http.Certificate}' cannot be used ({fault.Message.TrimEnd('.')}): "
                + "check http.certificate, its key and password.", fault);
        }
    }
}
