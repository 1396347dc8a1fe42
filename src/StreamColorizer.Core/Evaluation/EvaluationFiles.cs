using System.Text.Json;
using System.Text.Json.Serialization;
using StreamColorizer.Core.Film;

namespace StreamColorizer.Core.Evaluation;

/// <summary>Writes what the judge found: JSON for programs, pages without outside resources for people.</summary>
public static class EvaluationFiles
{
    /// <summary>Writes the report as JSON.</summary>
    public static void WriteJson(string path, EvaluationReport report) =>
        AtomicFile.WriteJson(path, report, EvaluationJson.Default.EvaluationReport);

    /// <summary>Writes the report as a page with its pictures inside.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">The report.</param>
    /// <param name="examples">Pictures to show side by side.</param>
    public static void WritePage(string path, EvaluationReport report, IReadOnlyList<ExamplePicture> examples) => HtmlPage.Write(
        path, "StreamColorizer.Core.Evaluation.evaluation.html",
        JsonSerializer.Serialize(new EvaluationPage(report, examples), EvaluationJson.Default.EvaluationPage));

    /// <summary>Writes the page of the blind test.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pairs">True and colored pictures.</param>
    public static void WriteBlindTest(string path, IReadOnlyList<BlindPair> pairs) => HtmlPage.Write(
        path, "StreamColorizer.Core.Evaluation.blind.html", JsonSerializer.Serialize(pairs, EvaluationJson.Default.IReadOnlyListBlindPair));
}

/// <summary>What the page's script reads.</summary>
internal sealed record EvaluationPage(EvaluationReport Report, IReadOnlyList<ExamplePicture> Examples);

/// <summary>JSON of the report, in its file and in the pages.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(WordConverter<ContestantKind>)])]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(EvaluationPage))]
[JsonSerializable(typeof(IReadOnlyList<BlindPair>))]
internal sealed partial class EvaluationJson : JsonSerializerContext;
