using System.Text.Json;
using System.Text.Json.Serialization;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Film;

/// <summary>Writes reports: JSON for programs, one page without outside resources for people.</summary>
public static class ReportFile
{
    /// <summary>Writes the report as JSON.</summary>
    public static void WriteJson(string path, FilmReport report) =>
        AtomicFile.WriteJson(path, report, ReportJson.Default.FilmReport);

    /// <summary>Writes the report as a page with its pictures inside.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">The report.</param>
    /// <param name="moments">Pictures to compare.</param>
    public static void WritePage(string path, FilmReport report, IReadOnlyList<PageMoment> moments) => HtmlPage.Write(
        path, "StreamColorizer.Core.Film.report.html",
        JsonSerializer.Serialize(new PageData(report, moments), ReportJson.Default.PageData));
}

/// <summary>What the page's script reads.</summary>
internal sealed record PageData(FilmReport Report, IReadOnlyList<PageMoment> Moments);

/// <summary>JSON of the report, in its file and in its page.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters =
    [
        typeof(WordConverter<ColorMatrix>), typeof(WordConverter<ChromaSiting>), typeof(WordConverter<ChromaSampling>),
        typeof(WordConverter<StreamKind>),
    ])]
[JsonSerializable(typeof(FilmReport))]
[JsonSerializable(typeof(PageData))]
internal sealed partial class ReportJson : JsonSerializerContext;
