using System.Text.Json;
using System.Text.Json.Serialization;

namespace StreamColorizer.Core.Film;

/// <summary>Writes reports: JSON for programs, one page without outside resources for people.</summary>
public static class ReportFile
{
    private const string DataMark = "/*DATA*/";

    /// <summary>Writes the report as JSON.</summary>
    public static void WriteJson(string path, FilmReport report) =>
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, report, ReportJson.Default.FilmReport));

    /// <summary>Writes the report as a page with its pictures inside.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">The report.</param>
    /// <param name="moments">Pictures to compare.</param>
    public static void WritePage(string path, FilmReport report, IReadOnlyList<PageMoment> moments)
    {
        using var resource = typeof(ReportFile).Assembly.GetManifestResourceStream("StreamColorizer.Core.Film.report.html")
            ?? throw new InvalidOperationException("The report's template is missing from the assembly.");
        using var reader = new StreamReader(resource);
        // The serializer escapes <, > and &, so the data cannot end the script element that holds it.
        var data = JsonSerializer.Serialize(new PageData(report, moments), PageJson.Default.PageData);
        var page = reader.ReadToEnd().Replace(DataMark, data, StringComparison.Ordinal);
        AtomicFile.Write(path, stream =>
        {
            using var text = new StreamWriter(stream, leaveOpen: true);
            text.Write(page);
        });
    }
}

/// <summary>What the page's script reads.</summary>
internal sealed record PageData(FilmReport Report, IReadOnlyList<PageMoment> Moments);

/// <summary>Indented JSON for the report file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(FilmReport))]
internal sealed partial class ReportJson : JsonSerializerContext;

/// <summary>The same without indentation, for the page.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PageData))]
internal sealed partial class PageJson : JsonSerializerContext;
