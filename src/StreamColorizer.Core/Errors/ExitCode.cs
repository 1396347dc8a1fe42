namespace StreamColorizer.Core.Errors;

/// <summary>What the process tells the shell. The README has the same table.</summary>
public enum ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    Done = 0,

    /// <summary>Nothing usable came out.</summary>
    Failed = 1,

    /// <summary>The command line or a configuration file is wrong; nothing was started.</summary>
    Usage = 2,

    /// <summary>Something was lost or skipped, and said.</summary>
    Partial = 3,

    /// <summary>Not possible now (disk full, output locked); the same command later may succeed.</summary>
    TryAgain = 75,

    /// <summary>Interrupted by the user; what was done is kept.</summary>
    Interrupted = 130,
}
