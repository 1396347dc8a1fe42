namespace StreamColorizer.Core.Evaluation;

/// <summary>One contestant's figures of a clip.</summary>
/// <param name="Figures">Means over the scored frames.</param>
/// <param name="Cdc">Color distribution consistency; null for clips under 5 frames.</param>
/// <param name="CdcByStep">The same at t = 1, 2, 4.</param>
/// <param name="Flicker">Mean step in (a, b) of still pixels, Lab units; null without one.</param>
public sealed record ClipFigures(Figures Figures, double? Cdc, IReadOnlyList<double?> CdcByStep, double? Flicker);
