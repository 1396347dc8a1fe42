namespace Prometheus;

/// <summary>A number that only grows.</summary>
public interface ICounter
{
    /// <summary>Adds <paramref name="increment"/>, which is not negative.</summary>
    void Inc(double increment = 1.0);

    /// <summary>Raises the counter to <paramref name="targetValue"/>; lower values leave it as it is.</summary>
    void IncTo(double targetValue);

    /// <summary>The number now.</summary>
    double Value { get; }
}
