namespace Core.Tests;

/// <summary>Garbage that code leaves on its own thread.</summary>
internal static class Garbage
{
    private const int Tries = 10;

    /// <summary>
    /// Bytes of one run, the least of several: where another test's garbage is collected meanwhile, the rest of the
    /// thread's room, up to 8 KiB, counts as used now and then.
    /// </summary>
    public static long Of(Action run)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Tries; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
