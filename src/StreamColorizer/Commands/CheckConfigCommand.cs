using System.Collections;
using System.CommandLine;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;
using StreamColorizer.Hosting;

namespace StreamColorizer.Commands;

/// <summary><c>check-config FILE</c>: tells all faults of a configuration at once, or what it amounts to.</summary>
internal static class CheckConfigCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Configuration of the service (YAML)." };
        var command = new Command("check-config", "Tell everything that is wrong with a configuration of the service, without starting it.") { file };
        command.SetAction(parsed => (int)Run(parsed.GetValue(file)!));
        return command;
    }

    private static ExitCode Run(string path)
    {
        if (Read(path, Environment.GetEnvironmentVariables()) is not { Config: { } config })
            return ExitCode.Usage;
        Console.WriteLine($"{path} is valid: {config.Http}, {Show.Count(config.Feeds.Count, "feed")}.");
        foreach (var feed in config.Feeds)
            Console.WriteLine($"  {feed.Name}: {feed.Source} -> {(feed.Sinks.Count == 0 ? "the page alone" : string.Join(", ", feed.Sinks))}");
        return ExitCode.Done;
    }

    /// <summary>Reads a configuration; writes what is wrong with it, or missing on this machine, to stderr, a line each.</summary>
    /// <returns>Null if anything is.</returns>
    internal static ConfigReading? Read(string path, IDictionary environment)
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
