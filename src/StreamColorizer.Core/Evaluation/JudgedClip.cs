namespace StreamColorizer.Core.Evaluation;

/// <summary>One clip's figures.</summary>
/// <param name="Name">The clip's file.</param>
/// <param name="Frames">Frames that CDC and flicker were taken of.</param>
/// <param name="ScoredFrames">Frames that were scored as pictures.</param>
/// <param name="Embeddings">Frames that an embedding was computed for.</param>
/// <param name="Rows">One per contestant.</param>
public sealed record JudgedClip(
    string Name, int Frames, int ScoredFrames, int Embeddings, IReadOnlyList<ClipFigures> Rows);
