using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Inference;

namespace StreamColorizer.Hosting;

/// <summary>What a valid configuration asks of this machine and this machine does not have: models, pictures, certificates.</summary>
internal static class MachineCheck
{
    /// <summary>What is missing, a sentence each; empty if nothing is.</summary>
    public static IReadOnlyList<string> Run(ServiceConfig config) =>
    [
        .. Told("http.certificate", () => WebHost.Certificate(config.Http)?.Dispose()),
        .. Models(config),
        .. config.Feeds.Where(feed => feed.Reference.Length > 0 && !File.Exists(feed.Reference))
            .Select(feed => $"feed {feed.Name}: reference is '{feed.Reference}', and there is no such file: check its path."),
    ];

    private static IEnumerable<string> Models(ServiceConfig config)
    {
        var library = BundleLibrary.OfProgram();
        var models = config.Feeds.Select(feed => feed.Model.Length > 0 ? feed.Model : config.Model).Distinct();
        return models.SelectMany(model => Told("model", () => library.Find(model)));
    }

    private static IEnumerable<string> Told(string key, Action look)
    {
        try
        {
            look();
            return [];
        }
        catch (ColorizerException fault)
        {
            return [$"{key}: {fault.Message}"];
        }
    }
}
