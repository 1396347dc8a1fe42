using System.Diagnostics;
using System.Globalization;

namespace StreamColorizer.Benchmarks;

/// <summary>A command under way, which can be held and let go on.</summary>
internal sealed class Running : IDisposable
{
    // bash's own `time` counts children of children too, which .NET's Process does not.
    private const string Script = "TIMEFORMAT='%R %U %S'; { time \"$@\" 2>&3 3>&-; } 3>\"$0\"";

    private readonly Command _command;
    private readonly string _complaints = Path.GetTempFileName();
    private readonly Process _process;
    private readonly Task<string> _times;
    private readonly Task<string> _output;

    /// <summary>Starts a command.</summary>
    public Running(Command command)
    {
        _command = command;
        var start = new ProcessStartInfo("bash", ["-c", Script, _complaints, command.Program, .. command.Arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _times = _process.StandardError.ReadToEndAsync();
        _output = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Waits for its end; false if it is still under way after so long.</summary>
    public bool IsOver(TimeSpan within) => _process.WaitForExit(within);

    /// <summary>Holds it and all that it started.</summary>
    public void Hold() => Signal("-STOP");

    /// <summary>Lets it go on.</summary>
    public void Continue() => Signal("-CONT");

    /// <summary>Waits for its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the text holds its last words.</exception>
    public Measured End()
    {
        _process.WaitForExit();
        if (_process.ExitCode != 0)
            throw new InvalidOperationException($"{_command.Program} ended with {_process.ExitCode}: {File.ReadAllText(_complaints)}");
        var numbers = Array.ConvertAll(
            _times.GetAwaiter().GetResult().Split(' ', StringSplitOptions.RemoveEmptyEntries),
            static text => double.Parse(text, CultureInfo.InvariantCulture));
        return new Measured(numbers[0], numbers[1] + numbers[2], _output.GetAwaiter().GetResult());
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_process.HasExited)
            Signal("-KILL");
        _process.Dispose();
        File.Delete(_complaints);
    }

    // The children of `colorize` lead groups of their own, so the group's signal would not reach them.
    private void Signal(string signal)
    {
        var tree = Tree();
        using var kill = Process.Start(new ProcessStartInfo("kill", [signal, .. tree]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }

    private List<string> Tree()
    {
        var children = Parents().ToLookup(static process => process.Parent, static process => process.Id);
        var tree = new List<int> { _process.Id };
        for (var i = 0; i < tree.Count; i++)
            tree.AddRange(children[tree[i]]);
        return [.. tree.Select(Bench.Text)];
    }

    private static IEnumerable<(int Id, int Parent)> Parents()
    {
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                if (Stat(process.Id) is { } stat)
                    yield return (process.Id, int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0], CultureInfo.InvariantCulture));
            }
        }
    }

    private static string? Stat(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat");
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }
    }
}
