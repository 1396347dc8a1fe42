namespace Prometheus;

/// <summary>Takes single observations.</summary>
public interface IObserver
{
    /// <summary>Notes one observation.</summary>
    void Observe(double val);
}
