namespace StreamColorizer.Core.Evaluation;

/// <summary>Figures over some of the pictures.</summary>
/// <param name="Name">"all", a named group, or a source.</param>
/// <param name="Pictures">How many pictures.</param>
/// <param name="Rows">One per contestant.</param>
public sealed record FigureGroup(string Name, int Pictures, IReadOnlyList<Figures> Rows);
