using System.CommandLine;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;

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
        var reading = ConfigFile.Read(path, Environment.GetEnvironmentVariables());
        if (reading.Config is not { } config)
        {
            Tell(path, reading.Faults);
            return ExitCode.Usage;
        }

        Console.WriteLine($"{path} is valid: {config.Http}, {config.Feeds.Count} feed{(config.Feeds.Count == 1 ? "" : "s")}.");
        foreach (var feed in config.Feeds)
            Console.WriteLine($"  {feed.Name}: {feed.Source} -> {(feed.Sinks.Count == 0 ? "the page alone" : string.Join(", ", feed.Sinks))}");
        return ExitCode.Done;
    }

    /// <summary>Writes all faults to stderr, a line each.</summary>
    internal static void Tell(string path, IReadOnlyList<ConfigFault> faults)
    {
        foreach (var fault in faults)
            Console.Error.WriteLine($"{path}, {fault}");
        Console.Error.WriteLine($"{path} has {faults.Count} fault{(faults.Count == 1 ? "" : "s")}; configs/streamcolorizer.yaml explains every key.");
    }
}
