namespace Prometheus;

/// <summary>Measures from its creation until it is disposed.</summary>
public interface ITimer : IDisposable
{
    /// <summary>Reports the time so far, in seconds, and returns it.</summary>
    TimeSpan ObserveDuration();
}
