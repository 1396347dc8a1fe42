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

    /// <summary>The refusal that is due where an output would take the place of what is read; null where none would.</summary>
    /// <param name="outputs">What would be written.</param>
    /// <param name="sources">What is read, as <see cref="RealPath.OfSources"/> has it.</param>
    internal ColorizerException? Loss(IEnumerable<string> outputs, IReadOnlySet<string> sources) =>
        outputs.FirstOrDefault(output => sources.Contains(RealPath.OfEntry(output))) is { } lost
            ? new ColorizerException(ExitCode.Usage, $"{Input} would become {lost}, which is an input: choose another output with -o.")
            : null;
}
