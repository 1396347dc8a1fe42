using System.Diagnostics;

namespace EndToEnd.Tests.Evaluate;

/// <summary>Programs that the tests call.</summary>
internal static class Tool
{
    /// <summary>Runs a program to its end and gives what it wrote.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(info)!;
        var complaints = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {complaints.Result}");
        return output;
    }
}
