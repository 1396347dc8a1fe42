namespace StreamColorizer.Benchmarks;

/// <summary>A program with its arguments.</summary>
internal sealed record Command(string Program, params IReadOnlyList<string> Arguments);
