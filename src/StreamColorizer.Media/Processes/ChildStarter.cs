using System.Collections.Concurrent;
using System.Diagnostics;

namespace StreamColorizer.Media.Processes;

/// <summary>
/// Starts processes from one thread that lives as long as this process. A child's parent-death signal is bound to the
/// thread that forked it (prctl(2), PR_SET_PDEATHSIG): from a pool thread, ffmpeg would die when that thread retires.
/// </summary>
internal static class ChildStarter
{
    private static readonly BlockingCollection<(Func<Process?> Start, TaskCompletionSource<Process> Started)> Requests = [];
    private static readonly Thread Starter = Begin();

    /// <summary>Starts a process.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be run.</exception>
    public static Process Start(ProcessStartInfo info) => Start(() => Process.Start(info));

    /// <summary>Calls what starts a process. One at a time: what it makes inheritable goes to its own child alone.</summary>
    /// <param name="start">Starts the process.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be run.</exception>
    public static Process Start(Func<Process?> start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add((start, started));
        return started.Task.GetAwaiter().GetResult();
    }

    private static Thread Begin()
    {
        var thread = new Thread(Serve) { IsBackground = true, Name = "child starter" };
        thread.Start();
        return thread;
    }

    private static void Serve()
    {
        foreach (var (start, started) in Requests.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(start() ?? throw new InvalidOperationException("No process was started."));
            }
            catch (Exception fault)
            {
                // The border of a thread: the fault belongs to who asked.
                started.SetException(fault);
            }
        }
    }
}
