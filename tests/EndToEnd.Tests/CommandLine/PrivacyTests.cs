using System.Diagnostics;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.CommandLine;

public sealed class PrivacyTests
{
    [Fact]
    public async Task ARun_LeavesNothingInTheUsersHome()
    {
        using var home = new TemporaryFolder();
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "streamcolorizer"), ["models", "--model", Repository.TinyBundle, "--device", "cpu"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Nothing but this: the usage reports of ONNX Runtime stay away by themselves where variables tell of a build server.
        start.Environment.Clear();
        (start.Environment["HOME"], start.Environment["PATH"]) = (home.Path, "/usr/bin:/bin");
        // Where .NET lies beside the usual folders.
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } runtime)
            start.Environment["DOTNET_ROOT"] = runtime;
        start.Environment["ORT_DISABLE_TELEMETRY"] = "0";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var program = Process.Start(start)!;
        var errors = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("", await errors);
        Assert.Contains("All files are those that model.yaml promises.", output);
        Assert.Empty(Directory.GetFileSystemEntries(home.Path, "*", SearchOption.AllDirectories));
    }
}
