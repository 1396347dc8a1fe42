using System.Diagnostics;
using System.Runtime.Versioning;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Deploy;

/// <summary>What the set-up script says when something is missing; the script runs in a folder of its own.</summary>
[SupportedOSPlatform("linux")]
public sealed class SetupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("setup").FullName;

    public SetupTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "deploy"));
        File.Copy(Path.Combine(Repository.Root, "deploy/setup.sh"), Path.Combine(folder, "deploy/setup.sh"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task WithoutTheSdkItNamesThePackage()
    {
        foreach (var tool in (string[])["bash", "dirname", "readlink"])
            File.CreateSymbolicLink(Path.Combine(folder, tool), Path.Combine("/usr/bin", tool));
        var (code, said) = await Run([], new() { ["PATH"] = folder });

        Assert.Equal(1, code);
        Assert.Equal(
            "The .NET 10 SDK is missing (no 'dotnet' on the PATH): install the package dotnet-sdk-10.0 as "
            + "https://learn.microsoft.com/dotnet/core/install/linux-debian describes, then run this again.",
            said);
    }

    [Fact]
    public async Task ARegistryThatDoesNotAnswerIsNamed()
    {
        var (code, said) = await Run([], new()
        {
            ["npm_config_registry"] = "http://127.0.0.1:9/",
            ["npm_config_fetch_retries"] = "0",
        });

        Assert.Equal(75, code);
        Assert.EndsWith(
            "\nThe npm registry http://127.0.0.1:9/ did not give com.github.asus4.onnxruntime@0.4.9: check the network (or set "
            + "another registry with 'npm config set registry'), then run this again.",
            said,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnArchiveWithAnotherChecksumIsNotUsed()
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "npm"), "#!/bin/sh\necho other > a.tgz\necho a.tgz\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Path.Combine(folder, "npm"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var (code, said) = await Run([], new() { ["PATH"] = folder + ":" + Environment.GetEnvironmentVariable("PATH") });

        Assert.Equal(1, code);
        Assert.EndsWith(
            "\nThe archive of com.github.asus4.onnxruntime@0.4.9 that the npm registry gave does not have the SHA-512 that this "
            + "project pins: nothing of it was used; look into the registry before you try again.",
            said,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, ".deps/onnxruntime/Runtime")));
    }

    [Fact]
    public async Task AnUnknownOptionIsAUsageError()
    {
        var (code, said) = await Run(["--with-cake"], []);

        Assert.Equal(2, code);
        Assert.Equal(
            "deploy/setup.sh does not know the option '--with-cake'; it takes --with-tests, --with-training, --with-cuda and --runtime-only.",
            said);
    }

    private async Task<(int Code, string Said)> Run(string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("/bin/bash", ["deploy/setup.sh", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
        };
        // Where the machine lacks its own locale, bash says so first.
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said.Trim());
    }
}
