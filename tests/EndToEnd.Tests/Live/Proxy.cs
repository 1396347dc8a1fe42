using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EndToEnd.Tests.Live;

/// <summary>A TCP proxy that can stop forwarding without closing, put garbage into what it forwards, or speak TLS with its clients.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly X509Certificate2? _certificate;
    private readonly Task _work;
    private volatile bool _stalled;
    private int _garbage;

    public Proxy(int target, X509Certificate2? certificate = null)
    {
        (_target, _certificate) = (target, certificate);
        _listener.Start();
        _work = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>True: nothing is forwarded, nothing is closed.</summary>
    public bool Stalled
    {
        get => _stalled;
        set => _stalled = value;
    }

    /// <summary>Damages the next packets that come from the server.</summary>
    public void Inject(int packets) => Interlocked.Add(ref _garbage, packets);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        while (!_stop.IsCancellationRequested)
            connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await using var near = await WelcomeAsync(client);
                await Task.WhenAny(
                    ForwardAsync(near, server.GetStream(), damages: false),
                    ForwardAsync(server.GetStream(), near, damages: true));
            }
            catch (Exception fault) when (fault is SocketException or IOException)
            {
                // The server is down, or the client went away: so is the connection.
            }
        }
    }

    private async Task<Stream> WelcomeAsync(TcpClient client)
    {
        if (_certificate is null)
            return client.GetStream();
        var secure = new SslStream(client.GetStream());
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return secure;
    }

    private async Task ForwardAsync(Stream from, Stream to, bool damages)
    {
        var buffer = new byte[16384];
        try
        {
            while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var count)
            {
                while (_stalled)
                    await Task.Delay(50, _stop.Token);
                // Behind the head of an interleaved packet: the stream goes on, its content is wrong.
                if (damages && count > 200 && Volatile.Read(ref _garbage) > 0 && Interlocked.Decrement(ref _garbage) >= 0)
                    RandomNumberGenerator.Fill(buffer.AsSpan(count / 2, Math.Min(100, count / 4)));
                await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone; the other is closed with it.
        }
    }
}
