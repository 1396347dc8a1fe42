namespace StreamColorizer.Benchmarks;

/// <summary>What one command took.</summary>
/// <param name="Wall">Seconds on the clock; of a command that ran by turns, the seconds of its turns.</param>
/// <param name="Cpu">User and system seconds, its waited-for children included.</param>
/// <param name="Output">What it wrote to standard output.</param>
internal sealed record Measured(double Wall, double Cpu, string Output)
{
    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the text holds its last words.</exception>
    public static Measured Run(Command command)
    {
        using var running = new Running(command);
        return running.End();
    }
}
