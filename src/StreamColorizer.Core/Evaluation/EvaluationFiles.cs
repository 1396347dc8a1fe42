using System.Text.Json;
using System.Text.Json.Serialization;
using StreamColorizer.Core.Film;

namespace StreamColorizer.Core.Evaluation;

/// <summary>Writes what the judge found: JSON for programs, pages without outside resources for people.</summary>
public static class EvaluationFiles
{
    /// <summary>Writes the report as JSON.</summary>
    public static void WriteJson(string path, EvaluationReport report) =>
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, report, EvaluationJson.Default.EvaluationReport));

    /// <summary>Writes the report as a page with its pictures inside.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">The report.</param>
    /// <param name="examples">Pictures to show side by side.</param>
    public static void WritePage(string path, EvaluationReport report, IReadOnlyList<ExamplePicture> examples) => HtmlPage.Write(
        path, "StreamColorizer.Core.Evaluation.evaluation.html",
        JsonSerializer.Serialize(new EvaluationPage(report, examples), EvaluationPageJson.Default.EvaluationPage));

    /// <summary>Writes the page of the blind test.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pairs">True and colored pictures.</param>
    public static void WriteBlindTest(string path, IReadOnlyList<BlindPair> pairs) => HtmlPage.Write(
        path, "StreamColorizer.Core.Evaluation.blind.html", JsonSerializer.Serialize(pairs, EvaluationPageJson.Default.IReadOnlyListBlindPair));
}

/// <summary>What the page's script reads.</summary>
internal sealed record EvaluationPage(EvaluationReport Report, IReadOnlyList<ExamplePicture> Examples);

/// <summary>Indented JSON for the report file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, Converters = [typeof(WordConverter<ContestantKind>)])]
[JsonSerializable(typeof(EvaluationReport))]
internal sealed partial class EvaluationJson : JsonSerializerContext;

/// <summary>The same without indentation, for pages.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(WordConverter<ContestantKind>)])]
[JsonSerializable(typeof(EvaluationPage))]
[JsonSerializable(typeof(IReadOnlyList<BlindPair>))]
internal sealed partial class EvaluationPageJson : JsonSerializerContext;
