using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Encode;

/// <summary>The sentences about a child that writes a file and failed.</summary>
internal static class EncoderFaults
{
    public static ColorizerException Death(string path, long frames, int code, string? lastLine, Exception? inner)
    {
        if (lastLine?.Contains("No space left", StringComparison.Ordinal) == true)
        {
            return new ColorizerException(ExitCode.TryAgain,
                $"The disk that holds '{path}' is full: free some space and run the same command again; "
                + "it goes on from the last finished segment.", inner);
        }

        var reason = lastLine?.TrimEnd('.') ?? (code > 128 ? $"signal {code - 128} ended it" : $"it ended with code {code}");
        return new ColorizerException(ExitCode.Failed,
            $"The encoder of '{path}' broke down after {frames} frames ({reason}): "
            + "run the command again to go on from the last finished segment.", inner);
    }
}
