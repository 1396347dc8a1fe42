using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;

namespace StreamColorizer.Commands;

/// <summary>What the process says and returns when something failed.</summary>
internal static class Faults
{
    /// <summary>Exit code and sentence of a fault; what nobody foresaw is a bug, and its trace is what a report of it needs.</summary>
    public static (ExitCode Code, string Sentence) Explain(Exception fault) => fault switch
    {
        ColorizerException known => (known.ExitCode, known.Message),
        IOException or UnauthorizedAccessException => (
            OutputFault.IsDiskFull(fault) ? ExitCode.TryAgain : ExitCode.Failed,
            $"{fault.Message.TrimEnd('.')}: check the path, its permissions and its disk."),
        _ => (ExitCode.Failed, $"This is a bug in streamcolorizer, please report it with these lines: {fault}"),
    };
}
