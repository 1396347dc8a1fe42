using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Hosting;

/// <summary>How the service comes to its end, and with which exit code: the first who asks says so, but a fault outdoes all.</summary>
/// <param name="log">Where faults are told.</param>
internal sealed class ServiceEnd(ILogger log) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _asked = new();
    private ExitCode? _code;

    /// <summary>Canceled once the end is asked for.</summary>
    public CancellationToken Asked => _asked.Token;

    /// <summary>The exit code.</summary>
    public ExitCode Code => _code ?? ExitCode.Done;

    /// <summary>Asks for the end.</summary>
    public void Ask(ExitCode code)
    {
        lock (_lock)
        {
            if (_code is null || code == ExitCode.Failed)
                _code = code;
        }

        _asked.Cancel();
    }

    /// <summary>
    /// The border of the host: does work that lasts until the end, and ends the service where it throws, so that recordings
    /// are finished and whoever started the service learns that it failed.
    /// </summary>
    /// <exception cref="ColorizerException">The work's own: its sentence is the user's.</exception>
    public async Task GuardAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(Asked);
        }
        catch (OperationCanceledException) when (Asked.IsCancellationRequested)
        {
            // Told to stop.
        }
        catch (Exception fault) when (fault is not ColorizerException)
        {
            log.Fault(fault.ToString());
            Ask(ExitCode.Failed);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _asked.Dispose();
}
