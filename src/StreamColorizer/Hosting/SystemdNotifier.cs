using System.Net.Sockets;
using System.Text;

namespace StreamColorizer.Hosting;

/// <summary>Tells systemd (sd_notify(3)) where NOTIFY_SOCKET names its socket; else nothing.</summary>
internal static class SystemdNotifier
{
    private static readonly string? s_socket = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");

    /// <summary>Sends one state, such as <c>READY=1</c>.</summary>
    public static void Send(string state)
    {
        if (string.IsNullOrEmpty(s_socket))
            return;
        // A leading @ stands for the zero byte of an abstract address.
        var path = s_socket[0] == '@' ? '\0' + s_socket[1..] : s_socket;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            // systemd is not listening any more: nothing that this process could do about it.
        }
    }
}
