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
