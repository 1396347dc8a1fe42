using System.Runtime.InteropServices;

namespace StreamColorizer.Terminal;

/// <summary>
/// Ctrl-C, SIGTERM and SIGHUP: the first one stops cleanly, what is finished stays and can be resumed; the second
/// abandons at once.
/// </summary>
public sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    /// <summary>Begins to listen.</summary>
    public StopSignals() => _registrations =
        [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, On))];

    /// <summary>Canceled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Canceled by the second signal.</summary>
    public CancellationToken Abandon => _abandon.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
        _abandon.Dispose();
    }

    private void On(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) == 1)
        {
            Console.Error.WriteLine("\nStopping: what is finished stays, the same command continues. Once more to stop at once.");
            _stop.Cancel();
        }
        else
        {
            _abandon.Cancel();
        }
    }
}
