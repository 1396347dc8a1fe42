using System.Net;
using System.Net.Sockets;
using StreamColorizer.Core.Configuration;

namespace StreamColorizer.Media.Live;

/// <summary>
/// Stands between one child on this machine and an RTSP server that demands a login: the child gets an address without
/// credentials, and the relay answers the server's challenge. It takes one connection and no more.
/// </summary>
internal sealed class RtspRelay : IAsyncDisposable
{
    private const int DefaultPort = 554;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _target;
    private readonly RtspLogin _login;
    private readonly Task _work;
    private RtspMessage? _asked;
    private bool _retried;

    /// <summary>Begins to listen.</summary>
    /// <param name="target">The server's address, with credentials.</param>
    public RtspRelay(FeedUrl target)
    {
        _target = new Uri(target.WithoutCredentials);
        _login = new RtspLogin(target.User, target.Password);
        _listener.Start(1);
        Address = $"rtsp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{_target.PathAndQuery}";
        _work = Task.Run(WorkAsync);
    }

    /// <summary>What the child is given.</summary>
    public string Address { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _work;
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            using var child = await _listener.AcceptTcpClientAsync(_stop.Token);
            _listener.Stop();
            using var server = new TcpClient();
            await server.ConnectAsync(_target.Host, _target.Port > 0 ? _target.Port : DefaultPort, _stop.Token);
            var (near, far) = (new BufferedStream(child.GetStream(), 1 << 16), new BufferedStream(server.GetStream(), 1 << 16));
            await await Task.WhenAny(ForwardRequestsAsync(near, server.GetStream()), ForwardAnswersAsync(far, child.GetStream(), server.GetStream()));
        }
        catch (Exception fault) when (fault is IOException or SocketException or InvalidDataException or OperationCanceledException)
        {
            // The connection is over; the child notices and says so.
        }
    }

    private async Task ForwardRequestsAsync(Stream near, NetworkStream server)
    {
        while (await RtspMessage.ReadAsync(near, _stop.Token) is { } message)
        {
            if (message.IsPacket)
            {
                await server.WriteAsync(message.Bytes, _stop.Token);
                continue;
            }

            (_asked, _retried) = (message, false);
            await server.WriteAsync(Addressed(message), _stop.Token);
        }
    }

    private async Task ForwardAnswersAsync(Stream far, NetworkStream child, NetworkStream server)
    {
        while (await RtspMessage.ReadAsync(far, _stop.Token) is { } message)
        {
            var refused = message.Start.StartsWith("RTSP/1.0 401", StringComparison.Ordinal);
            if (refused && !_retried && _asked is { } asked && _login.TakeChallenge(message.Values("WWW-Authenticate")))
            {
                _retried = true;
                await server.WriteAsync(Addressed(asked), _stop.Token);
                continue;
            }

            await child.WriteAsync(message.Bytes, _stop.Token);
        }
    }

    // The child's request as the server must see it: with its own address, and a login where it asked for one.
    private byte[] Addressed(RtspMessage request)
    {
        var words = request.Start.Split(' ');
        if (words.Length == 3 && Uri.TryCreate(words[1], UriKind.Absolute, out var uri))
            words[1] = $"rtsp://{_target.Authority}{uri.PathAndQuery}";
        var answer = _login.Answer(words[0], words.ElementAtOrDefault(1) ?? "");
        return request.With(string.Join(' ', words), answer is null ? null : $"Authorization: {answer}");
    }
}
