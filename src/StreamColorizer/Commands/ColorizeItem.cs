namespace StreamColorizer.Commands;

/// <summary>One thing to color.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Input">The file, or the pattern of a sequence.</param>
/// <param name="Output">Where its color goes.</param>
public sealed record ColorizeItem(InputKind Kind, string Input, string Output);
