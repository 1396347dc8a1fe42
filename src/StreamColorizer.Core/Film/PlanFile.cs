using System.Text.Json;
using System.Text.Json.Serialization;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Film;

/// <summary>A plan as it lies in the work folder: <c>plan.json</c> and, beside it, the frame list as text.</summary>
/// <param name="Signature">What the plan was made of; another signature makes it worthless.</param>
/// <param name="TimeBase">Unit of the frames' timestamps.</param>
/// <param name="FramesDigest">Digest of the frame list, so that a torn list is noticed.</param>
/// <param name="Spans">Scene spans.</param>
/// <param name="Segments">Segments.</param>
/// <param name="Embeddings">Embedding of each scene by its number; empty where frames are not colored by scene.</param>
/// <param name="Source">What the source said at its end, for a resumed run to repeat.</param>
/// <param name="Adapted">Earlier ends of the source to which the studio had to adapt before the plan was whole.</param>
public sealed record PlanFile(
    JobSignature Signature,
    TimeBase TimeBase,
    string FramesDigest,
    IReadOnlyList<SceneSpan> Spans,
    IReadOnlyList<Segment> Segments,
    IReadOnlyDictionary<int, float[]> Embeddings,
    SourceOutcome Source,
    IReadOnlyList<SourceOutcome> Adapted)
{
    /// <summary>Writes both files; the plan appears last and by rename, so where it is, the list is whole.</summary>
    public static void Write(
        WorkFolder folder, JobSignature signature, FilmPlan plan, SourceOutcome source, IReadOnlyList<SourceOutcome> adapted)
    {
        AtomicFile.Write(folder.FramesPath, plan.Frames.Write);
        var file = new PlanFile(
            signature, plan.TimeBase, plan.Frames.Digest(), plan.Spans, plan.Segments, plan.Embeddings, source, adapted);
        AtomicFile.Write(folder.PlanPath, stream => JsonSerializer.Serialize(stream, file, PlanJson.Default.PlanFile));
    }

    /// <summary>Reads the plan of a work folder; null where there is none.</summary>
    /// <exception cref="ColorizerException">The plan or its frame list is damaged.</exception>
    public static PlanFile? Read(WorkFolder folder)
    {
        if (!File.Exists(folder.PlanPath))
            return null;
        try
        {
            using var stream = File.OpenRead(folder.PlanPath);
            return JsonSerializer.Deserialize(stream, PlanJson.Default.PlanFile) ?? throw Damaged(folder, null);
        }
        catch (JsonException fault)
        {
            throw Damaged(folder, fault);
        }
    }

    /// <summary>The plan itself, with the frame list read from beside it.</summary>
    /// <exception cref="ColorizerException">The frame list is damaged.</exception>
    public FilmPlan ToPlan(WorkFolder folder)
    {
        var frames = FrameList.Read(folder.FramesPath);
        return frames?.Digest() == FramesDigest
            ? new FilmPlan(TimeBase, frames, Spans, Segments, Embeddings)
            : throw Damaged(folder, null);
    }

    private static ColorizerException Damaged(WorkFolder folder, Exception? inner) =>
        new(ExitCode.Failed, $"The plan in {folder.Path} is damaged or of another version of StreamColorizer: start anew with --no-resume.", inner);
}

/// <summary>JSON of the work folder, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlanFile))]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class PlanJson : JsonSerializerContext;
