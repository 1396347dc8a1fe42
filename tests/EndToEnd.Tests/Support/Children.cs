namespace EndToEnd.Tests.Support;

/// <summary>The processes that a program started.</summary>
internal static class Children
{
    /// <summary>Ids of the descendants of a process whose command line contains a word.</summary>
    public static IReadOnlyList<int> Of(int parent, string word)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && ParentOf(id) == parent && CommandOf(id).Contains(word, StringComparison.Ordinal))
                found.Add(id);
        }

        return found;
    }

    /// <summary>Whether a process is there and no zombie.</summary>
    public static bool IsAlive(int id) => StateOf($"/proc/{id}") is not (null or 'Z' or 'X');

    /// <summary>Whether every thread of a process was stopped by a signal.</summary>
    public static bool StandsStill(int id)
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{id}/task").All(thread => StateOf(thread) == 'T');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Ids of the threads of a process with one name.</summary>
    public static IReadOnlyList<int> ThreadsOf(int id, string name) => [.. Directory.EnumerateDirectories($"/proc/{id}/task")
        .Where(thread => Read($"{thread}/comm").TrimEnd() == name)
        .Select(thread => int.Parse(Path.GetFileName(thread), System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>The number of the policy by which the kernel schedules a process or thread, see sched(7).</summary>
    public static string PolicyOf(int id)
    {
        // Field 41 of proc(5); the third is the first behind the name.
        var stat = Read($"/proc/{id}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[41 - 3];
    }

    /// <summary>The nice value of a process or thread.</summary>
    public static string NiceOf(int id)
    {
        var stat = Read($"/proc/{id}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19 - 3];
    }

    /// <summary>Nanoseconds of one turn of a process or thread; null where the kernel does not tell, or grants none.</summary>
    public static string? TurnOf(int id) => Read($"/proc/{id}/sched").Split('\n')
        .FirstOrDefault(line => line.StartsWith("se.slice", StringComparison.Ordinal))?.Split(':')[1].Trim();

    // The kernel's letter; null if it is gone.
    private static char? StateOf(string task) => Read($"{task}/stat") is { Length: > 0 } stat ? stat[stat.LastIndexOf(')') + 2] : null;

    private static int ParentOf(int id)
    {
        var stat = Read($"/proc/{id}/stat");
        return stat.Length > 0 ? int.Parse(stat[stat.LastIndexOf(')')..].Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    private static string CommandOf(int id) => Read($"/proc/{id}/cmdline").Replace('\0', ' ');

    // A process may be gone before its file is read.
    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
