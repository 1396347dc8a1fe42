using System.Diagnostics;
using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Processes;

namespace Media.Tests.Processes;

public sealed class FfmpegChildTests
{
    private const string VictimFile = "MEDIA_TESTS_VICTIM_FILE";

    // Writes to nobody for ever: its stdout fills up and it waits.
    private static readonly string[] Endless = ["-v", "error", "-f", "lavfi", "-i", "testsrc2=s=640x480", "-f", "rawvideo", "pipe:1"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AChildDiesWithItsParentEvenOnKill9()
    {
        using var folder = new TempFolder();
        var info = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var word in (string[])["-method", $"{typeof(FfmpegChildTests).FullName}.{nameof(Victim)}", "-explicit", "only"])
            info.ArgumentList.Add(word);
        info.Environment[VictimFile] = folder["pid"];
        using var parent = Process.Start(info)!;
        var output = parent.StandardOutput.ReadToEndAsync(Token);
        while (!File.Exists(folder["pid"]))
        {
            Assert.False(parent.HasExited, parent.HasExited ? await output : "");
            await Task.Delay(50, Token);
        }

        var child = int.Parse(await File.ReadAllTextAsync(folder["pid"], Token), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(IsAlive(child));
        parent.Kill();
        await parent.WaitForExitAsync(Token);
        await UntilGoneAsync(child);
    }

    /// <summary>The other process of the test above; never runs by itself.</summary>
    [Fact(Explicit = true)]
    public async Task Victim()
    {
        var file = Environment.GetEnvironmentVariable(VictimFile);
        Assert.SkipWhen(file is null, "only as the other process of another test");
        await using var child = FfmpegChild.Start("ffmpeg", Endless);
        await File.WriteAllTextAsync(file + ".part", $"{child.Id}", Token);
        File.Move(file + ".part", file!);
        await Task.Delay(Timeout.Infinite, Token);
    }

    [Fact]
    public async Task AChildOutlivesTheThreadThatAskedForIt()
    {
        FfmpegChild? child = null;
        var thread = new Thread(() => child = FfmpegChild.Start("ffmpeg", Endless));
        thread.Start();
        thread.Join();
        await using (child)
        {
            await child!.Output.ReadExactlyAsync(new byte[1 << 20], Token);
            Assert.True(IsAlive(child.Id));
        }
    }

    [Fact]
    public async Task DisposingLeavesNeitherOrphanNorZombie()
    {
        var child = FfmpegChild.Start("ffmpeg", Endless);
        await child.Output.ReadExactlyAsync(new byte[4096], Token);
        await child.DisposeAsync();
        Assert.False(Directory.Exists($"/proc/{child.Id}"));
    }

    [Fact]
    public async Task TheTerminalsCtrlCDoesNotReachAChild()
    {
        await using var child = FfmpegChild.Start("ffmpeg", Endless);
        await child.Output.ReadExactlyAsync(new byte[4096], Token);
        Assert.NotEqual(GroupOf(Environment.ProcessId), GroupOf(child.Id));
    }

    [Fact]
    public async Task ComplaintsAreCountedAndTheCauseIsRemembered()
    {
        await using var child = FfmpegChild.Start("ffmpeg", ["-loglevel", "repeat+level+warning", "-i", "file:/no/such/film", "-f", "null", "-"]);
        child.Input.Close();
        Assert.Equal(1, await child.WaitAsync(Token));
        Assert.Equal("file:/no/such/film: No such file or directory", child.Log.LastLine);
        Assert.Equal(1, child.Log.Count);
    }

    [Fact]
    public void WithoutFfmpegASentenceSaysHowToGetIt()
    {
        var fault = Assert.Throws<ColorizerException>(() => FfmpegTools.Find("ffmpeg", "/no/such/folder:/nor/this"));
        Assert.Equal(ExitCode.Failed, fault.ExitCode);
        Assert.Equal("The program ffmpeg is not in PATH: install it (on Debian: apt-get install ffmpeg) and run the command again.", fault.Message);
    }

    private static async Task UntilGoneAsync(int pid)
    {
        while (IsAlive(pid))
            await Task.Delay(20, Token);
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            // The field behind the name in brackets: Z is a zombie, which only waits for its parent or for init.
            return Stat(pid)[0] is not "Z" and not "X";
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string GroupOf(int pid) => Stat(pid)[2];

    private static string[] Stat(int pid) => File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
