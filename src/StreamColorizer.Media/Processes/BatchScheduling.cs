using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StreamColorizer.Media.Processes;

/// <summary>
/// Tells the kernel that this process and its children work for throughput: who wakes waits until the one at work has had
/// its turn, and turns are long, so that decoder, network and encoder drive each other out of the caches less often. The
/// share of the processors and the nice value stay.
/// </summary>
public static partial class BatchScheduling
{
    private const int Other = 0; // SCHED_OTHER of sched(7), what everybody has
    private const int Batch = 3; // SCHED_BATCH
    private const int OfProcess = 0; // PRIO_PROCESS of getpriority(2)

    // The longest turn that Linux grants. Before 6.12 it grants none.
    private const ulong TurnNanoseconds = 100_000_000;

    /// <summary>
    /// Asks for it, for all threads of this process; those and the children that they start later inherit it. Who was
    /// started under another policy keeps that one, and where the kernel refuses, all stays as it is.
    /// </summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsLinux() || SetAttributesNumber is not { } number || GetScheduler(0) != Other)
            return;
        // The main thread first: it starts most others. Those of the runtime are there already.
        SetAttributes(number, 0);
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
            SetAttributes(number, int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture));
    }

    // sched_setattr(2), which Debian 12's libc has no function for.
    private static int? SetAttributesNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 314,
        Architecture.Arm64 => 274,
        _ => null,
    };

    private static void SetAttributes(int number, int thread)
    {
        var attributes = new Attributes
        {
            Size = (uint)Unsafe.SizeOf<Attributes>(),
            Policy = Batch,
            Nice = GetPriority(OfProcess, thread),
            Runtime = TurnNanoseconds,
        };
        _ = SystemCall(number, thread, in attributes, 0);
    }

    [LibraryImport("libc", EntryPoint = "sched_getscheduler")]
    private static partial int GetScheduler(int thread);

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, int thread);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial long SystemCall(long number, long thread, in Attributes attributes, ulong flags);

    // struct sched_attr in its first form, 48 bytes, which every kernel understands.
    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }
}
