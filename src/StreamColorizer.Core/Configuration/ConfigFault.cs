namespace StreamColorizer.Core.Configuration;

/// <summary>One thing that is wrong in a configuration.</summary>
/// <param name="Place">Where: <c>line 12</c> or the environment variable.</param>
/// <param name="Sentence">The key, its value, what is allowed, and what to do.</param>
public sealed record ConfigFault(string Place, string Sentence)
{
    /// <inheritdoc />
    public override string ToString() => $"{Place}: {Sentence}";
}
