using System.Net.Sockets;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Hosting;

/// <summary>Why nothing can listen at an address, in a sentence.</summary>
internal static class ListenFault
{
    /// <summary>True for what Kestrel throws where it cannot listen.</summary>
    public static bool Is(Exception fault) => fault is IOException or SocketException;

    /// <summary>The sentence and its exit code.</summary>
    /// <param name="fault">What Kestrel threw.</param>
    /// <param name="place">Where it was to listen: an address and a port.</param>
    /// <param name="port">What the user calls the port: an option or a key.</param>
    public static ColorizerException Explain(Exception fault, string place, string port)
    {
        var reason = fault.Message.TrimEnd('.');
        return (fault as SocketException)?.SocketErrorCode switch
        {
            SocketError.AccessDenied => new(
                ExitCode.Failed, $"This user may not listen on {place} ({reason}): choose a {port} above 1023.", fault),
            SocketError.AddressNotAvailable => new(
                ExitCode.TryAgain, $"Nothing can listen on {place} ({reason}): "
                + "this machine does not have that address, or not yet; 'ip address' lists those that it has.", fault),
            _ => new(ExitCode.TryAgain, $"Nothing can listen on {place} ({reason}): choose another {port}, or end what has it.", fault),
        };
    }
}
