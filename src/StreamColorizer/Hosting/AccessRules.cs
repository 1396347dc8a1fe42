using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using StreamColorizer.Core.Configuration;

namespace StreamColorizer.Hosting;

/// <summary>
/// Who may ask what. Health is for everybody. With a token, everything else demands it, and failures are few per
/// minute. On loopback without one, Host and Origin are checked, so that no web page that the user visits can ask in
/// the user's name.
/// </summary>
internal sealed class AccessRules(HttpConfig http, TimeProvider time)
{
    private const int MostFailures = 10;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);
    private readonly byte[] _token = SHA256.HashData(Encoding.UTF8.GetBytes(http.Token));
    private readonly Lock _lock = new();
    private readonly Queue<long> _failures = new();

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var status = Check(context.Request);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' blob:; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'";
        if (status == HttpStatusCode.OK)
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = (int)status;
        if (status == HttpStatusCode.Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        await context.Response.WriteAsync(status switch
        {
            HttpStatusCode.Unauthorized => "Send the token: Authorization: Bearer TOKEN.\n",
            HttpStatusCode.TooManyRequests => "Too many wrong tokens: wait a minute.\n",
            _ => "This address answers its own page and local programs only.\n",
        });
    }

    private HttpStatusCode Check(HttpRequest request)
    {
        if (request.Path.Value is "/healthz" or "/readyz")
            return HttpStatusCode.OK;
        if (http.Token.Length == 0)
            return IsLocal(request) ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
        // The page itself and the API's description are no secret; the page asks the user for the token and sends it with every question.
        if (request.Path.Value is "/" or "/openapi.json")
            return HttpStatusCode.OK;
        return CheckToken(Given(request));
    }

    private HttpStatusCode CheckToken(string given)
    {
        lock (_lock)
        {
            while (_failures.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > s_window)
                _failures.Dequeue();
            if (_failures.Count >= MostFailures)
                return HttpStatusCode.TooManyRequests;
            if (CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), _token))
                return HttpStatusCode.OK;
            _failures.Enqueue(time.GetTimestamp());
            return HttpStatusCode.Unauthorized;
        }
    }

    private static string Given(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : "";
    }

    private static bool IsLocal(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return IsLoopbackName(request.Host.Host)
            && (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority == request.Host.Value));
    }

    private static bool IsLoopbackName(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}
