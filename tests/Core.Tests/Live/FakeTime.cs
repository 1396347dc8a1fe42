namespace Core.Tests.Live;

/// <summary>A clock that goes only when told.</summary>
internal sealed class FakeTime : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_ticks);

    public void Pass(double seconds) => _ticks += (long)(seconds * TimeSpan.TicksPerSecond);
}
