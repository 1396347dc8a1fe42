using System.Diagnostics;
using System.Globalization;

namespace StreamColorizer.Benchmarks;

/// <summary>What one command took.</summary>
/// <param name="Wall">Seconds on the clock.</param>
/// <param name="Cpu">User and system seconds, its waited-for children included.</param>
/// <param name="Output">What it wrote to standard output.</param>
internal sealed record Measured(double Wall, double Cpu, string Output)
{
    // bash's own `time` counts children of children too, which .NET's Process does not.
    private const string Script = "TIMEFORMAT='%R %U %S'; { time \"$@\" 2>&3 3>&-; } 3>\"$0\"";

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the text holds its last words.</exception>
    public static Measured Run(string program, params IEnumerable<string> arguments)
    {
        var complaints = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("bash", ["-c", Script, complaints, program, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var times = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {File.ReadAllText(complaints)}");
            var numbers = Array.ConvertAll(
                times.GetAwaiter().GetResult().Split(' ', StringSplitOptions.RemoveEmptyEntries),
                static text => double.Parse(text, CultureInfo.InvariantCulture));
            return new Measured(numbers[0], numbers[1] + numbers[2], output);
        }
        finally
        {
            File.Delete(complaints);
        }
    }
}
