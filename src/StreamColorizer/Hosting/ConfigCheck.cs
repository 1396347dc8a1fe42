using System.Collections;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;
using StreamColorizer.Terminal;

namespace StreamColorizer.Hosting;

/// <summary>Reads a configuration before anything starts.</summary>
internal static class ConfigCheck
{
    /// <summary>Reads it; writes what is wrong with it, or missing on this machine, to stderr, a line each.</summary>
    /// <param name="path">The file.</param>
    /// <param name="environment">Names and values of environment variables.</param>
    /// <returns>Null if anything is.</returns>
    /// <exception cref="ColorizerException">The file cannot be read.</exception>
    public static ConfigReading? Read(string path, IDictionary environment)
    {
        var reading = ConfigFile.Read(path, environment);
        string[] faults = reading.Config is { } config
            ? [.. MachineCheck.Run(config).Select(fault => $"{path}: {fault}")]
            : [.. reading.Faults.Select(fault => $"{path}, {fault}")];
        if (faults.Length == 0)
            return reading;
        foreach (var fault in faults)
            Console.Error.WriteLine(fault);
        Console.Error.WriteLine($"{path} has {Show.Count(faults.Length, "fault")}; configs/streamcolorizer.yaml explains every key.");
        return null;
    }
}
