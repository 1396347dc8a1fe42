namespace StreamColorizer.Media.Diagnosis;

/// <summary>One native part, found or not.</summary>
/// <param name="Part">What was looked for.</param>
/// <param name="Found">It is there and works.</param>
/// <param name="Needed">Without it nothing can be colored; else it is an extra.</param>
/// <param name="Detail">Which one was found, or what was wrong.</param>
/// <param name="Remedy">What to do where it is missing.</param>
public sealed record PartFinding(string Part, bool Found, bool Needed, string Detail, string? Remedy = null);
