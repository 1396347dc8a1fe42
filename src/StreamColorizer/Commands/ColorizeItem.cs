using StreamColorizer.Core.Errors;

namespace StreamColorizer.Commands;

/// <summary>One thing to color.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Input">The file, or the pattern of a sequence.</param>
/// <param name="Output">Where its color goes; of a film, with an extension that holds the codec.</param>
/// <param name="Remark">Why the output has another extension than was asked for; null if it has not.</param>
public sealed record ColorizeItem(InputKind Kind, string Input, string Output, string? Remark = null)
{
    /// <summary>Why it cannot be colored: its turn fails with this, the others go on. Null if it can.</summary>
    public ColorizerException? Refusal { get; init; }
}
