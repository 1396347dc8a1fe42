namespace StreamColorizer.Commands;

/// <summary>Paths as the file system has them: two that lead to one file through links are one.</summary>
internal static class RealPath
{
    /// <summary>What a rename to this path takes the place of: the links of its folder are followed, it itself is not.</summary>
    public static string OfEntry(string path)
    {
        var full = Path.GetFullPath(path);
        return Path.GetDirectoryName(full) is { } folder ? Path.Combine(OfTarget(folder), Path.GetFileName(full)) : full;
    }

    /// <summary>What is read where this path is opened: every link is followed.</summary>
    public static string OfTarget(string path)
    {
        var entry = OfEntry(path);
        return LinkTarget(entry) is { } target ? OfTarget(target) : entry;
    }

    /// <summary>Both: what must not be replaced while this path is read.</summary>
    public static IEnumerable<string> OfSource(string path) => [OfEntry(path), OfTarget(path)];

    /// <summary>The same of several paths.</summary>
    public static HashSet<string> OfSources(IEnumerable<string> paths) => paths.SelectMany(OfSource).ToHashSet();

    private static string? LinkTarget(string entry)
    {
        try
        {
            return File.ResolveLinkTarget(entry, returnFinalTarget: true)?.FullName;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A loop, or nothing there: whoever opens it will say so.
            return null;
        }
    }
}
