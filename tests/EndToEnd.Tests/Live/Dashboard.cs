using System.Text.Json;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Live;

/// <summary>The dashboards as Grafana gets them.</summary>
internal static class Dashboard
{
    /// <summary>Every query of a dashboard, with its variables filled in.</summary>
    public static IReadOnlyList<string> Queries(string file)
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "grafana", "dashboards", file)));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray().Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!
                .Replace("$instance", ".*").Replace("$feed", ".*").Replace("$__rate_interval", "1m"))];
    }
}
