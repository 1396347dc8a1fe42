using System.Globalization;
using System.Runtime.InteropServices;

namespace StreamColorizer.Media.Processes;

/// <summary>
/// Tells the kernel that this process and its children work for throughput: who wakes waits until the one at work has had
/// its turn, so that decoder, network and encoder drive each other out of the caches less often. The share of the
/// processors and the nice value stay.
/// </summary>
public static partial class BatchScheduling
{
    private const int Other = 0; // SCHED_OTHER of sched(7), what everybody has
    private const int Batch = 3; // SCHED_BATCH

    /// <summary>
    /// Asks for it, for all threads of this process; those and the children that they start later inherit it. Who was
    /// started under another policy keeps that one, and where the kernel refuses, all stays as it is.
    /// </summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsLinux() || GetScheduler(0) != Other)
            return;
        // The main thread first: it starts most others. Those of the runtime are there already.
        SetScheduler(0);
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
            SetScheduler(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture));
    }

    private static void SetScheduler(int thread)
    {
        var priority = 0;
        _ = SetScheduler(thread, Batch, ref priority);
    }

    [LibraryImport("libc", EntryPoint = "sched_getscheduler")]
    private static partial int GetScheduler(int thread);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int thread, int policy, ref int priority);
}
