using System.Net.Sockets;
using System.Text;

namespace StreamColorizer.Hosting;

/// <summary>Tells systemd (sd_notify(3)) where NOTIFY_SOCKET names its socket; else nothing.</summary>
internal static class SystemdNotifier
{
    // Kept open: the worker can say that it lives, and that it stops, also where it cannot open anything any more.
    private static readonly Socket s_socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private static readonly UnixDomainSocketEndPoint? s_systemd = Find(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));

    /// <summary>Sends one state, such as <c>READY=1</c>.</summary>
    public static void Send(string state)
    {
        if (s_systemd is null)
            return;
        try
        {
            s_socket.SendTo(Encoding.UTF8.GetBytes(state), s_systemd);
        }
        catch (SocketException)
        {
            // systemd is not listening any more: nothing that this process could do about it.
        }
    }

    private static UnixDomainSocketEndPoint? Find(string? path)
    {
        if (string.IsNullOrEmpty(path))
            return null;
        try
        {
            // A leading @ stands for the zero byte of an abstract address.
            return new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path);
        }
        catch (ArgumentException)
        {
            // No address of a socket: there is nobody to tell.
            return null;
        }
    }
}
