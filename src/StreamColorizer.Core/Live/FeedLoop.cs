using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Core.Live;

/// <summary>Connects, walks, waits, connects again, until it is stopped or its source is a file that ended.</summary>
/// <param name="feed">The feed.</param>
/// <param name="studio">Makes connections.</param>
/// <param name="opening">Lets only a few feeds connect at a time.</param>
/// <param name="kit">What stays from connection to connection.</param>
internal sealed class FeedLoop(FeedConfig feed, ILiveStudio studio, SemaphoreSlim opening, FeedKit kit) : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _connection = new();

    /// <summary>Ends the connection, or the wait for one; the next one is made at once.</summary>
    public void Restart()
    {
        lock (_lock)
            _connection.Cancel();
    }

    /// <summary>Runs until the feed is over.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (await ConnectAsync(stop) is { } wait)
            {
                kit.State.Enter(FeedPhase.Waiting);
                await WaitAsync(wait, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }

        kit.Metrics.Up.Set(0);
        kit.State.Enter(FeedPhase.Stopped);
    }

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    // The wait before the next connection; null where there is none.
    private async Task<TimeSpan?> ConnectAsync(CancellationToken stop)
    {
        Renew();
        var before = kit.Metrics.Decoded.Value;
        var (fault, sentence) = await TryAsync(stop);
        kit.Metrics.Up.Set(0);
        kit.Metrics.CloseBooks(kit.Progress);
        kit.Output.EndConnection();
        if (stop.IsCancellationRequested)
            return null;
        kit.State.LastError = feed.Source.MaskIn(sentence);
        if (fault == FeedFault.Ended && feed.IsFile)
        {
            kit.Log.Ended(feed.Name, kit.State.LastError);
            return null;
        }

        kit.Metrics.Reconnects(fault).Inc();
        var wait = _connection.IsCancellationRequested ? TimeSpan.Zero : kit.BackOff.Wait(fault);
        kit.Log.Lost(feed.Name, fault, (long)(kit.Metrics.Decoded.Value - before), kit.State.LastError, wait.TotalSeconds);
        return wait;
    }

    // Who asks for a new connection does not wait for it.
    private async Task WaitAsync(TimeSpan wait, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _connection.Token);
        await Task.Delay(wait, kit.Time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
    }

    private async Task<(FeedFault Fault, string Sentence)> TryAsync(CancellationToken stop)
    {
        kit.State.Enter(FeedPhase.Connecting);
        kit.Log.Connecting(feed.Name, feed.Source.ToString());
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _connection.Token);
        try
        {
            return await RunSessionAsync(either.Token);
        }
        catch (ColorizerException fault)
        {
            return (FeedFault.Internal, fault.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !either.IsCancellationRequested)
        {
            // The border of a feed: whatever this was, the others go on, and this one is tried again.
            kit.Log.Fault(feed.Name, feed.Source.MaskIn(fault.ToString()));
            return (FeedFault.Internal, "a fault of this program; the log has it.");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (FeedFault.Ended, "a new connection was asked for.");
        }
    }

    private async Task<(FeedFault Fault, string Sentence)> RunSessionAsync(CancellationToken stop)
    {
        // Connecting counts until the first picture or the end of the attempt.
        await opening.WaitAsync(stop);
        FeedSession session;
        Task<(FeedFault Fault, string Sentence)> running;
        try
        {
            var source = studio.OpenSource(feed, kit.Output.Prepare());
            kit.State.Decoder = source.Decoder;
            session = new FeedSession(feed, source, kit);
            running = session.RunAsync(stop);
            await session.Opened;
        }
        finally
        {
            opening.Release();
        }

        if (session.Delivered > 0)
            kit.State.Enter(FeedPhase.Up);
        return await running;
    }

    private void Renew()
    {
        lock (_lock)
        {
            _connection.Dispose();
            _connection = new CancellationTokenSource();
        }
    }
}
