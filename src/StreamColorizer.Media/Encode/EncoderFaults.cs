using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Encode;

/// <summary>The sentences about a child that writes a file and failed.</summary>
internal static class EncoderFaults
{
    public static ColorizerException Death(string path, long frames, int code, string? lastLine, Exception? inner)
    {
        if (ComplaintLog.IsDiskFull(lastLine))
            return OutputFault.DiskFull(Path.GetDirectoryName(Path.GetFullPath(path))!, inner);

        var reason = lastLine?.TrimEnd('.') ?? (code > 128 ? $"signal {code - 128} ended it" : $"it ended with code {code}");
        return new ColorizerException(ExitCode.Failed,
            $"The encoder of '{path}' broke down after {frames} frames ({reason}): "
            + "run the command again to go on from the last finished segment.", inner);
    }

    // Measured: ffmpeg 5.1 ends with 0 although the disk was full when it closed its last file.
    public static ColorizerException Wrong(string path, string fault, string? lastLine) => ComplaintLog.IsDiskFull(lastLine)
        ? OutputFault.DiskFull(Path.GetDirectoryName(Path.GetFullPath(path))!)
        : new ColorizerException(ExitCode.Failed, $"The encoder of '{path}' left a wrong file ({fault}): "
            + "run the command again to go on from the last finished segment.");
}
