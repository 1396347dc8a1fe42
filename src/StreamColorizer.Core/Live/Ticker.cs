namespace StreamColorizer.Core.Live;

/// <summary>Does something again and again until it is stopped.</summary>
internal sealed class Ticker : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    /// <summary>Begins.</summary>
    /// <param name="every">Time between.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tick">What is done; it must not throw.</param>
    public Ticker(TimeSpan every, TimeProvider time, Action tick) => _work = Task.Run(async () =>
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                tick();
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    });

    /// <summary>Ends it; after this, nothing is done any more.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _work;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
