using StreamColorizer.Core.Configuration;

namespace StreamColorizer.Core.Live;

/// <summary>Has old recordings of a sink deleted once a minute: those of a camera that is gone for days have to go too.</summary>
/// <param name="feed">The feed's name.</param>
/// <param name="recording">The sink.</param>
/// <param name="studio">Deletes them.</param>
/// <param name="health">Told what went wrong.</param>
/// <param name="time">The clock.</param>
internal sealed class RecordingSweeper(string feed, SinkConfig recording, ILiveStudio studio, SinkHealth health, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);

    private readonly Ticker _ticker = new(s_every, time, () =>
    {
        try
        {
            studio.Sweep(feed, recording);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            health.Failed(fault);
        }
    });

    public ValueTask DisposeAsync() => _ticker.DisposeAsync();
}
