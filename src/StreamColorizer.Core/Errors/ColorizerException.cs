namespace StreamColorizer.Core.Errors;

/// <summary>
/// A fault that the user can read: one sentence that says what is wrong, where (file, feed, segment, frame),
/// limit against actual where there is one, and what to do. Never shown with a stack trace.
/// </summary>
/// <param name="exitCode">The exit code that the process ends with if nobody handles the fault.</param>
/// <param name="sentence">The whole sentence, with its full stop.</param>
/// <param name="inner">The cause, for logs only.</param>
public sealed class ColorizerException(ExitCode exitCode, string sentence, Exception? inner = null)
    : Exception(sentence, inner)
{
    /// <summary>The exit code that belongs to this fault.</summary>
    public ExitCode ExitCode { get; } = exitCode;
}
