using StreamColorizer.Core.Errors;

namespace StreamColorizer.Core.Film;

/// <summary>Turns what a file system says about an output into a sentence.</summary>
public static class OutputFault
{
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;
    private const int ReadOnlyFileSystem = 30;

    /// <summary>Whether a write failed because the disk, or the user's share of it, is full.</summary>
    public static bool IsDiskFull(Exception fault) =>
        fault is IOException && (fault.HResult & 0xFFFF) is NoSpaceLeft or QuotaExceeded;

    /// <summary>The sentence for a file system's refusal.</summary>
    /// <param name="fault">What the file system said.</param>
    /// <param name="output">The output that could not be written.</param>
    /// <param name="option">The option that names it.</param>
    public static ColorizerException Explain(Exception fault, string output, string option = "-o")
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(output)) ?? "/";
        if (IsDiskFull(fault))
            return DiskFull(folder, fault);
        if (fault is PathTooLongException)
        {
            return new ColorizerException(ExitCode.Failed,
                $"The name {Path.GetFileName(output)} is too long, for the work folder's is longer still: "
                + $"choose a shorter one with {option}.", fault);
        }

        if (fault is DirectoryNotFoundException || !Directory.Exists(folder))
        {
            return new ColorizerException(ExitCode.Failed,
                $"The folder {folder} does not exist: make it, or choose another output with {option}.", fault);
        }

        if (fault is UnauthorizedAccessException || (fault.HResult & 0xFFFF) == ReadOnlyFileSystem)
        {
            return new ColorizerException(ExitCode.Failed,
                $"The folder {folder} cannot be written to: change its permissions, or choose another output with {option}.", fault);
        }

        return new ColorizerException(ExitCode.Failed, $"{output} cannot be written: {fault.Message.TrimEnd('.')}.", fault);
    }

    /// <summary>Refuses an output whose folder is not there, before any work is done for it.</summary>
    /// <param name="output">The output.</param>
    /// <param name="option">The option that names it.</param>
    /// <exception cref="ColorizerException">The folder does not exist.</exception>
    public static void RefuseMissingFolder(string output, string option = "-o")
    {
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(output))))
            throw Explain(new DirectoryNotFoundException(), output, option);
    }

    /// <summary>Refuses an output whose folder takes no file, before any work is done for it.</summary>
    /// <param name="output">The output.</param>
    /// <param name="option">The option that names it.</param>
    /// <exception cref="ColorizerException">A file beside it could not be made.</exception>
    public static void RefuseUnwritable(string output, string option) => Guard(output, option, () =>
        new FileStream(output + ".tmp", FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose());

    /// <summary>Writes an output, and turns a refusal of the file system into a sentence.</summary>
    /// <param name="output">The output.</param>
    /// <param name="option">The option that names it.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="ColorizerException">It could not be written.</exception>
    public static void Guard(string output, string option, Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Explain(fault, output, option);
        }
    }

    /// <summary>The sentence for a full disk, with what is free there now.</summary>
    /// <param name="folder">A folder on that disk.</param>
    /// <param name="inner">The cause.</param>
    public static ColorizerException DiskFull(string folder, Exception? inner = null) => new(ExitCode.TryAgain,
        $"The disk that holds {folder} is full ({FreeBytes(folder) / 1_000_000} MB left): make room and run the same "
        + "command again, it continues from the last finished segment.", inner);

    /// <summary>Bytes that a user may still write to the disk of a folder.</summary>
    public static long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;
}
