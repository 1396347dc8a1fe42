using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Processes;

/// <summary>Where ffmpeg's programs are.</summary>
public static class FfmpegTools
{
    /// <summary>True if both programs are installed.</summary>
    public static bool AreInstalled => TryFind("ffmpeg", SearchPath) is not null && TryFind("ffprobe", SearchPath) is not null;

    private static string? SearchPath => Environment.GetEnvironmentVariable("PATH");

    /// <summary>Full path of a program of ffmpeg's.</summary>
    /// <param name="name">ffmpeg or ffprobe.</param>
    /// <exception cref="ColorizerException">It is not installed; the sentence says how to get it.</exception>
    public static string Find(string name) => Find(name, SearchPath);

    internal static string Find(string name, string? searchPath) =>
        TryFind(name, searchPath) ?? throw new ColorizerException(
            ExitCode.Failed,
            $"The program {name} is not in PATH: install it (on Debian: apt-get install ffmpeg) and run the command again.");

    internal static string? TryFind(string name, string? searchPath)
    {
        foreach (var folder in (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path))
                return path;
        }

        return null;
    }

    /// <summary>A file as ffmpeg's argument: the protocol in front keeps '-', ':' and '%' from having a meaning.</summary>
    public static string FileArgument(string path) => "file:" + path;
}
