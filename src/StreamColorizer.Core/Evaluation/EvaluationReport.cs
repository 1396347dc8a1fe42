using StreamColorizer.Core.Quality;

namespace StreamColorizer.Core.Evaluation;

/// <summary>What the judge found: the report file.</summary>
public sealed record EvaluationReport
{
    /// <summary>Program and version.</summary>
    public required string Program { get; init; }

    /// <summary>When the run began, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Wall time of the run.</summary>
    public required double Seconds { get; init; }

    /// <summary>What was judged.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>How pictures were made gray, colored and compared: one sentence.</summary>
    public string Protocol { get; init; } =
        "Luma is the full-range BT.601 Y' of the 8-bit picture, rounded; colors are painted at 4:4:4 and compared as 8-bit R'G'B'; "
        + "figures are means over pictures, ratios of colorfulness are mean divided by the truth's mean.";

    /// <summary>The rows of every table, in order.</summary>
    public required IReadOnlyList<Contestant> Contestants { get; init; }

    /// <summary>Figures over all pictures, named groups, and sources.</summary>
    public required IReadOnlyList<FigureGroup> Groups { get; init; }

    /// <summary>Scores picture by picture.</summary>
    public required IReadOnlyList<JudgedPicture> Pictures { get; init; }

    /// <summary>Figures clip by clip.</summary>
    public required IReadOnlyList<JudgedClip> Clips { get; init; }

    /// <summary>Whole sentences about what was skipped.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <summary>Figures over some of the pictures.</summary>
/// <param name="Name">"all", a named group, or a source.</param>
/// <param name="Pictures">How many pictures.</param>
/// <param name="Rows">One per contestant.</param>
public sealed record FigureGroup(string Name, int Pictures, IReadOnlyList<Figures> Rows);

/// <summary>One picture's scores.</summary>
/// <param name="Name">Path inside its shard or folder.</param>
/// <param name="Source">First part of that path, or the folder's own name.</param>
/// <param name="Psnr">dB by contestant; null where infinite.</param>
/// <param name="DeltaE">CIEDE2000 by contestant.</param>
/// <param name="Colorfulness">Signed, by contestant.</param>
public sealed record JudgedPicture(
    string Name, string Source, IReadOnlyList<double?> Psnr, IReadOnlyList<double> DeltaE, IReadOnlyList<double> Colorfulness)
{
    /// <summary>Takes what the report keeps of a picture's scores.</summary>
    public static JudgedPicture Of(string name, string source, IReadOnlyList<PictureScores> scores) => new(
        name,
        source,
        [.. scores.Select(score => double.IsFinite(score.Psnr) ? (double?)Math.Round(score.Psnr, 4) : null)],
        [.. scores.Select(score => Math.Round(score.DeltaE, 4))],
        [.. scores.Select(score => Math.Round(score.Color.Signed, 4))]);
}

/// <summary>One clip's figures.</summary>
/// <param name="Name">The clip's file.</param>
/// <param name="Frames">Frames that CDC and flicker were taken of.</param>
/// <param name="ScoredFrames">Frames that were scored as pictures.</param>
/// <param name="Embeddings">Frames that an embedding was computed for.</param>
/// <param name="Rows">One per contestant.</param>
public sealed record JudgedClip(
    string Name, int Frames, int ScoredFrames, int Embeddings, IReadOnlyList<ClipFigures> Rows);

/// <summary>One contestant's figures of a clip.</summary>
/// <param name="Figures">Means over the scored frames.</param>
/// <param name="Cdc">Color distribution consistency; null for clips under 5 frames.</param>
/// <param name="CdcByStep">The same at t = 1, 2, 4.</param>
/// <param name="Flicker">Mean step in (a, b) of still pixels, Lab units; null without one.</param>
public sealed record ClipFigures(Figures Figures, double? Cdc, IReadOnlyList<double?> CdcByStep, double? Flicker);
