using System.CommandLine;
using StreamColorizer.Core.Errors;
using StreamColorizer.Hosting;
using StreamColorizer.Terminal;

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
        Examples.Of(command, """
            Examples:
              streamcolorizer check-config site.yaml
                  lists all faults, each with its line, and ends with 2; else says what the service would do
            """);
        return command;
    }

    private static ExitCode Run(string path)
    {
        if (ConfigCheck.Read(path, Environment.GetEnvironmentVariables()) is not { Config: { } config })
            return ExitCode.Usage;
        Console.WriteLine($"{path} is valid: {config.Http}, {Show.Count(config.Feeds.Count, "feed")}.");
        foreach (var feed in config.Feeds)
            Console.WriteLine($"  {feed.Name}: {feed.Source} -> {(feed.Sinks.Count == 0 ? "the page alone" : string.Join(", ", feed.Sinks))}");
        return ExitCode.Done;
    }
}
