using System.CommandLine;
using StreamColorizer.Hosting;

namespace StreamColorizer.Commands;

/// <summary><c>serve --config FILE</c>: colors live feeds until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>Its name on the command line.</summary>
    public const string Name = "serve";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var config = new Option<string>("--config", "-c")
        {
            Description = "Configuration (YAML); configs/streamcolorizer.yaml explains every key.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new Command(Name, "Color live feeds, for as long as they last: RTSP, HLS, recordings, metrics and a page.") { config };
        command.SetAction(async (parsed, _) => (int)await new LiveService(parsed.GetValue(config)!, TimeProvider.System).RunAsync());
        Examples.Of(command, """
            Examples:
              streamcolorizer serve -c site.yaml
                  metrics, health and a page with the feeds at http://127.0.0.1:9464
              STREAMCOLORIZER__HTTP__PORT=9000 streamcolorizer serve -c site.yaml
                  any key of the configuration can be given by the environment
            """);
        return command;
    }
}
