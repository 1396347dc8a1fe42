using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EndToEnd.Tests.Support;

/// <summary>What a finished process said.</summary>
internal sealed record Ended(int Code, string Output, string Errors)
{
    /// <summary>The last line on stderr.</summary>
    public string LastError => Errors.TrimEnd().Split('\n')[^1];
}

/// <summary>The real program, and ffmpeg, as processes.</summary>
internal sealed partial class Cli : IDisposable
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private Cli(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts streamcolorizer.</summary>
    public static Cli Start(params string[] arguments) => StartIn(null, arguments);

    public static Cli StartIn(string? folder, params string[] arguments) =>
        Begin(Path.Combine(AppContext.BaseDirectory, "streamcolorizer"), folder, arguments);

    /// <summary>Starts streamcolorizer with another value of an environment variable.</summary>
    public static Cli StartWith(string variable, string value, params string[] arguments) =>
        Begin(Path.Combine(AppContext.BaseDirectory, "streamcolorizer"), null, arguments, (variable, value));

    /// <summary>Starts streamcolorizer through a program that replaces itself by it.</summary>
    public static Cli StartThrough(string[] words, params string[] arguments) =>
        Begin(words[0], null, [.. words[1..], Path.Combine(AppContext.BaseDirectory, "streamcolorizer"), .. arguments]);

    /// <summary>Runs streamcolorizer to its end.</summary>
    public static async Task<Ended> RunAsync(params string[] arguments)
    {
        using var program = Start(arguments);
        return await program.EndAsync();
    }

    /// <summary>Colors with the tiny bundle on the CPU, which needs no training and no graphics card.</summary>
    public static Task<Ended> ColorizeAsync(params string[] arguments) => RunAsync(Colorize(arguments));

    public static string[] Colorize(params string[] arguments) =>
        ["colorize", "--model", Repository.TinyBundle, "--device", "cpu", .. arguments];

    /// <summary>Runs another program, which must succeed.</summary>
    public static async Task<string> ToolAsync(string tool, params string[] arguments)
    {
        using var program = Begin(tool, null, arguments);
        var ended = await program.EndAsync();
        Assert.True(ended.Code == 0, $"{tool} {string.Join(' ', arguments)}: {ended.Errors}");
        return ended.Output;
    }

    public async Task<Ended> EndAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await _process.WaitForExitAsync(cancellationToken);
        return new Ended(_process.ExitCode, await _output.WaitAsync(cancellationToken), await _errors.WaitAsync(cancellationToken));
    }

    public void Signal(int signal)
    {
        if (!_process.HasExited)
            _ = SendSignal(_process.Id, signal);
    }

    /// <summary>Holds the program where it is; true if it stands still, false if it came to its end first.</summary>
    public async Task<bool> HoldAsync()
    {
        Signal(Stop);
        while (!_process.HasExited)
        {
            // The signal ends the work of one thread after another.
            if (Children.StandsStill(_process.Id))
                return true;
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        return false;
    }

    public void Dispose()
    {
        Signal(Kill);
        // Whoever removes its files must not meet it at work.
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Cli Begin(string path, string? folder, string[] arguments, (string Name, string Value)? variable = null)
    {
        var start = new ProcessStartInfo(path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        if (variable is { } set)
            start.Environment[set.Name] = set.Value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new Cli(process);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
