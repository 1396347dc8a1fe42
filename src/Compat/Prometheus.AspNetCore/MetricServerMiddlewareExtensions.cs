using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Prometheus;

/// <summary>Metrics over HTTP.</summary>
public static class MetricServerMiddlewareExtensions
{
    /// <summary>Answers GET with all metrics in Prometheus' text format.</summary>
    /// <param name="endpoints">The routes of the application.</param>
    /// <param name="pattern">The path.</param>
    /// <param name="registry">The metrics; null: <see cref="Metrics.DefaultRegistry"/>.</param>
    public static IEndpointConventionBuilder MapMetrics(
        this IEndpointRouteBuilder endpoints, string pattern = "/metrics", CollectorRegistry? registry = null) =>
        endpoints.MapGet(pattern, context => Answer(context, registry ?? Metrics.DefaultRegistry)).WithDisplayName("Prometheus metrics");

    private static async Task Answer(HttpContext context, CollectorRegistry registry)
    {
        context.Response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        await registry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
    }
}
