using System.Runtime.InteropServices;

namespace StreamColorizer.Media.Processes;

/// <summary>
/// A program that was started without stdin, stdout or stderr (2&gt;&amp;-) has descriptors of the runtime's own in their
/// places: what it or a native library prints would land in them, and the process would be aborted.
/// </summary>
public static partial class ClosedStreams
{
    private const int CloseOnExec = 0x80000; // O_CLOEXEC: nothing that was handed to this process has it
    private static readonly string[] Words = ["0</dev/null", "1>/dev/null", "2>/dev/null"];

    /// <summary>Starts this process anew, with /dev/null in the place of what is closed; returns where nothing is.</summary>
    public static void Reopen()
    {
        if (!Directory.Exists("/proc/self/fdinfo"))
            return;
        string[] missing = [.. Words.Where((_, descriptor) => !IsGiven(descriptor))];
        if (missing.Length == 0 || Environment.ProcessPath is not { } self)
            return;
        var arguments = File.ReadAllText("/proc/self/cmdline").Split('\0')[1..^1];
        // A shell, for putting something there from here would take it from the runtime. Where it cannot be run, all goes on.
        _ = Execute("/bin/sh", ["sh", "-c", $"exec \"$0\" \"$@\" {string.Join(' ', missing)}", self, .. arguments, null]);
    }

    private static bool IsGiven(int descriptor)
    {
        var info = $"/proc/self/fdinfo/{descriptor}";
        return File.Exists(info)
            && File.ReadLines(info).FirstOrDefault(static line => line.StartsWith("flags:", StringComparison.Ordinal)) is { } flags
            && (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & CloseOnExec) == 0;
    }

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments);
}
