namespace StreamColorizer.Core.Configuration;

/// <summary>What came of reading a configuration.</summary>
/// <param name="Config">The configuration; null if there are faults.</param>
/// <param name="Faults">Everything that is wrong, in the order of the file.</param>
/// <param name="Variables">Environment variables that were read: they may be secrets, and no child needs them.</param>
public sealed record ConfigReading(ServiceConfig? Config, IReadOnlyList<ConfigFault> Faults, IReadOnlyCollection<string> Variables);
