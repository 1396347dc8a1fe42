using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using StreamColorizer.Core.Configuration;

namespace StreamColorizer.Media.Live;

/// <summary>Asks a source that OpenCV could not open whether it says no: OpenCV does not tell.</summary>
internal static class RefusalProbe
{
    private const int DefaultPort = 554;
    private const int DefaultTlsPort = 322;
    private static readonly string[] s_refusals = ["401", "403", "404"];

    /// <summary>Its refusal, such as <c>401 Unauthorized</c>; null if it does not refuse, or does not answer.</summary>
    /// <param name="source">The address, with its credentials.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    public static async Task<string?> AskAsync(FeedUrl source, CancellationToken cancellationToken)
    {
        try
        {
            var status = source.Scheme is "rtsp" or "rtsps"
                ? await DescribeAsync(source, cancellationToken)
                : await GetAsync(source, cancellationToken);
            return s_refusals.Any(code => status.StartsWith(code, StringComparison.Ordinal)) ? status : null;
        }
        catch (Exception fault) when (fault is IOException or SocketException or HttpRequestException or InvalidDataException
            or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            return null;
        }
    }

    private static async Task<string> DescribeAsync(FeedUrl source, CancellationToken cancellationToken)
    {
        var place = new Uri(source.WithoutCredentials);
        var secure = source.Scheme == "rtsps";
        using var client = new TcpClient();
        await client.ConnectAsync(place.Host, place.Port > 0 ? place.Port : secure ? DefaultTlsPort : DefaultPort, cancellationToken);
        await using var stream = secure ? await SecureAsync(client, place.Host, cancellationToken) : client.GetStream();
        var login = new RtspLogin(source.User, source.Password);
        var answer = await AskAsync(stream, place, null, cancellationToken);
        if (Status(answer).StartsWith("401", StringComparison.Ordinal) && source.User.Length > 0
            && login.TakeChallenge(answer.Values("WWW-Authenticate")))
            answer = await AskAsync(stream, place, login, cancellationToken);
        return Status(answer);
    }

    // As little trust as the reader itself asks for: cameras sign their certificates themselves.
    private static async Task<Stream> SecureAsync(TcpClient client, string host, CancellationToken cancellationToken)
    {
        var secure = new SslStream(client.GetStream());
        var options = new SslClientAuthenticationOptions { TargetHost = host, RemoteCertificateValidationCallback = (_, _, _, _) => true };
        await secure.AuthenticateAsClientAsync(options, cancellationToken);
        return secure;
    }

    private static async Task<RtspMessage> AskAsync(Stream stream, Uri place, RtspLogin? login, CancellationToken cancellationToken)
    {
        var number = login is null ? 1 : 2;
        var authorization = login is null ? "" : $"Authorization: {login.Answer("DESCRIBE", place.AbsoluteUri)}\r\n";
        var request = $"DESCRIBE {place.AbsoluteUri} RTSP/1.0\r\nCSeq: {number}\r\nAccept: application/sdp\r\n{authorization}\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), cancellationToken);
        return await RtspMessage.ReadAsync(stream, cancellationToken) ?? throw new EndOfStreamException();
    }

    private static string Status(RtspMessage answer) => answer.Start[(answer.Start.IndexOf(' ') + 1)..];

    private static async Task<string> GetAsync(FeedUrl source, CancellationToken cancellationToken)
    {
        using var handler = new HttpClientHandler
        {
            Credentials = source.User.Length > 0 ? new NetworkCredential(source.User, source.Password) : null,
            ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
        };
        using var client = new HttpClient(handler);
        using var answer = await client.GetAsync(source.WithoutCredentials, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return $"{(int)answer.StatusCode} {answer.ReasonPhrase}";
    }
}
