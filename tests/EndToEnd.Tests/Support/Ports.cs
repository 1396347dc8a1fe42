using System.Net;
using System.Net.Sockets;

namespace EndToEnd.Tests.Support;

/// <summary>
/// Ports for servers of a test. They lie below those that the kernel hands out by itself, so neither another test's
/// server nor anybody's outgoing connection takes one before its server listens, or while that is away.
/// </summary>
internal static class Ports
{
    private const int First = 20_000;
    private const int Count = 12_000;

    // Test runs side by side begin at different places.
    private static int s_next = Environment.ProcessId * 101 % Count;

    /// <summary>A port that nobody listens on, given to nobody else in this process.</summary>
    public static int Take()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + Interlocked.Increment(ref s_next) % Count;
            if (IsFree(port))
                return port;
        }

        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
