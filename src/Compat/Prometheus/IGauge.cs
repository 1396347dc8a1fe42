namespace Prometheus;

/// <summary>A number that goes up and down.</summary>
public interface IGauge
{
    /// <summary>Adds.</summary>
    void Inc(double increment = 1);

    /// <summary>Sets.</summary>
    void Set(double val);

    /// <summary>Subtracts.</summary>
    void Dec(double decrement = 1);

    /// <summary>Raises to the value if lower.</summary>
    void IncTo(double targetValue);

    /// <summary>Lowers to the value if higher.</summary>
    void DecTo(double targetValue);

    /// <summary>The number now.</summary>
    double Value { get; }
}
