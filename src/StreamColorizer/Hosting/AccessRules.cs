using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using StreamColorizer.Core.Configuration;

namespace StreamColorizer.Hosting;

/// <summary>
/// Who may ask what. Health is for everybody. With a token, everything else demands it: as Bearer from programs, as the
/// password of Basic from browsers, which ask their user for it. On loopback without one, Host and Origin are checked, so
/// that no web page that the user visits can ask in the user's name; so they are where a browser sends what it remembers.
/// </summary>
internal sealed class AccessRules(HttpConfig http, TimeProvider time)
{
    private readonly byte[] _token = SHA256.HashData(Encoding.UTF8.GetBytes(http.Token));
    private readonly GuessLimit _guesses = new(time);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var status = Check(context);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'self'; img-src 'self' blob:; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'";
        if (status == HttpStatusCode.OK)
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = (int)status;
        if (status == HttpStatusCode.Unauthorized)
            context.Response.Headers.WWWAuthenticate = new(
                ["Basic realm=\"StreamColorizer: the token is the password\", charset=\"UTF-8\"", "Bearer"]);
        await context.Response.WriteAsync(status switch
        {
            HttpStatusCode.Unauthorized => "Send the token: Authorization: Bearer TOKEN, or as the password of any user.\n",
            HttpStatusCode.TooManyRequests => "Too many wrong tokens: wait a minute.\n",
            _ => "This address answers its own page and programs, not other pages.\n",
        });
    }

    private HttpStatusCode Check(HttpContext context)
    {
        var request = context.Request;
        if (request.Path.Value is "/healthz" or "/readyz")
            return HttpStatusCode.OK;
        if (http.Token.Length == 0)
            return IsLoopbackName(request.Host.Host) && IsOwnPage(request) ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
        var (given, isRemembered) = Given(request.Headers.Authorization.ToString());
        if (given is null)
            return HttpStatusCode.Unauthorized;
        if (isRemembered && !IsOwnPage(request))
            return HttpStatusCode.Forbidden;
        return CheckToken(given, context.Connection.RemoteIpAddress ?? IPAddress.None);
    }

    private HttpStatusCode CheckToken(string given, IPAddress address)
    {
        if (_guesses.Blocks(address))
            return HttpStatusCode.TooManyRequests;
        if (CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), _token))
            return HttpStatusCode.OK;
        _guesses.Failed(address);
        return HttpStatusCode.Unauthorized;
    }

    // The token, and whether a browser may have sent it by itself; null without one.
    private static (string? Token, bool IsRemembered) Given(string header)
    {
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return (header["Bearer ".Length..].Trim(), false);
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return (null, false);
        var coded = header["Basic ".Length..].Trim();
        var bytes = new byte[coded.Length];
        var login = Convert.TryFromBase64String(coded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
        return (login[(login.IndexOf(':') + 1)..], true);
    }

    private static bool IsOwnPage(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority == request.Host.Value);
    }

    private static bool IsLoopbackName(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}
