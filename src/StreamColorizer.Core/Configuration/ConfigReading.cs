namespace StreamColorizer.Core.Configuration;

/// <summary>What came of reading a configuration.</summary>
/// <param name="Config">The configuration; null if there are faults.</param>
/// <param name="Faults">Everything that is wrong, in the order of the file.</param>
public sealed record ConfigReading(ServiceConfig? Config, IReadOnlyList<ConfigFault> Faults);
