namespace Prometheus;

/// <summary>Something that publishes metrics until it is stopped.</summary>
public interface IMetricServer : IDisposable
{
    /// <summary>Starts it; returns itself.</summary>
    IMetricServer Start();

    /// <summary>Stops it.</summary>
    Task StopAsync();

    /// <summary>Stops it and waits.</summary>
    void Stop();
}
