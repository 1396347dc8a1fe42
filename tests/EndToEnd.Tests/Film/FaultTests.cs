using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Live;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

public sealed partial class FaultTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("segment-", "The encoder of 'OUTPUT.streamcolorizer/segment-#.part.nut' broke down after # frames (signal 9 ended it): "
        + "run the command again to go on from the last finished segment.")]
    [InlineData("extractplanes",
        "The decoder of 'SOURCE' ended with code 137 after frame # (it gave no reason): run the command again to go on from there.")]
    public async Task AChildThatIsKilledIsSaidAndTheSameCommandContinues(string word, string sentence)
    {
        // Long: decoded frames wait in the pipe and in the pool, and the decoder has to be alive still when a segment is finished.
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 90, size: "192x128", format: "gray");
        var output = _temporary.File("color.mkv");
        var journal = Path.Combine(output + ".streamcolorizer", "journal.jsonl");
        using (var program = Cli.Start(Cli.Colorize(source, "-o", output, "--codec", "ffv1")))
        {
            while (!program.HasExited && !(File.Exists(journal) && new FileInfo(journal).Length > 0))
                await Task.Delay(5, TestContext.Current.CancellationToken);
            await KillChildAsync(program, word);
            var ended = await program.EndAsync();

            Assert.Equal(1, ended.Code);
            AssertSentence(sentence.Replace("OUTPUT", output, StringComparison.Ordinal).Replace("SOURCE", source, StringComparison.Ordinal), ended.LastError);
            Assert.False(File.Exists(output));
        }

        Assert.Equal(0, (await Cli.ColorizeAsync(source, "-o", output, "--codec", "ffv1")).Code);
        Assert.Equal(await Clip.LumaAsync(source), await Clip.LumaAsync(output));
    }

    [Fact]
    public async Task ChildrenDieWithTheirParent()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 36, size: "192x128", format: "gray");
        using var program = Cli.Start(Cli.Colorize(source, "-o", _temporary.File("color.mkv")));
        IReadOnlyList<int> children = [];
        while (!program.HasExited && children.Count < 2)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            children = Children.Of(program.Id, "ffmpeg");
        }

        program.Signal(Cli.Kill);
        Assert.Equal(128 + Cli.Kill, (await program.EndAsync()).Code);
        Assert.True(children.Count >= 2);
        await Tools.UntilAsync(() => Task.FromResult(!children.Any(Children.IsAlive)), "the children are gone");
    }

    [Fact]
    public async Task AFullDiskIsSaidAndLosesNothing()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can mount a small disk.");
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 36, size: "192x128", format: "gray");
        var disk = Directory.CreateDirectory(_temporary.File("disk")).FullName;
        await Cli.ToolAsync("mount", "-t", "tmpfs", "-o", "size=2500k", "tmpfs", disk);
        try
        {
            var output = Path.Combine(disk, "color.mkv");
            var full = await Cli.ColorizeAsync(source, "-o", output, "--codec", "ffv1");
            Assert.Equal(75, full.Code);
            AssertSentence($"The disk that holds {output}.streamcolorizer is full (# MB left): make room and run the same command again, "
                + "it continues from the last finished segment.", full.LastError);
            Assert.DoesNotContain("   at ", full.Errors, StringComparison.Ordinal);
            Assert.NotEqual(0, new FileInfo(Path.Combine(output + ".streamcolorizer", "journal.jsonl")).Length);

            await Cli.ToolAsync("mount", "-o", "remount,size=60m", disk);
            Assert.Equal(0, (await Cli.ColorizeAsync(source, "-o", output, "--codec", "ffv1")).Code);
            Assert.Equal(await Clip.LumaAsync(source), await Clip.LumaAsync(output));
        }
        finally
        {
            await Cli.ToolAsync("umount", disk);
        }
    }

    [Fact]
    public async Task AReadOnlyFolderIsSaid()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can mount a read-only disk.");
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);
        var disk = Directory.CreateDirectory(_temporary.File("disk")).FullName;
        await Cli.ToolAsync("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", disk);
        try
        {
            var ended = await Cli.ColorizeAsync(source, "-o", Path.Combine(disk, "color.mkv"));
            Assert.Equal(1, ended.Code);
            Assert.Equal(
                $"The folder {disk} cannot be written to: change its permissions, or choose another output with -o.", ended.LastError);
            foreach (var (option, name) in new[] { ("--report", "r.json"), ("--contact-sheet", "s.png") })
            {
                ended = await Cli.ColorizeAsync(source, "--quiet", option, Path.Combine(disk, name));
                Assert.Equal(
                    (1, $"The folder {disk} cannot be written to: change its permissions, or choose another output with {option}.\n"),
                    (ended.Code, ended.Errors));
            }
        }
        finally
        {
            await Cli.ToolAsync("umount", disk);
        }
    }

    // The parent is held meanwhile, so that it starts and ends nothing, and the child, so that it does not end by itself.
    private static async Task KillChildAsync(Cli program, string word)
    {
        while (await program.HoldAsync())
        {
            foreach (var child in Children.Of(program.Id, word))
            {
                _ = SendSignal(child, Cli.Stop);
                if (!Children.IsAlive(child))
                    continue;
                Assert.Equal(0, SendSignal(child, Cli.Kill));
                program.Signal(Cli.Continue);
                return;
            }

            program.Signal(Cli.Continue);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"The film was finished before its child with '{word}' could be killed.");
    }

    // Whole numbers depend on the moment, so # stands for each of them.
    private static void AssertSentence(string expected, string actual) => Assert.Equal(Masked(expected), Masked(actual));

    private static string Masked(string sentence) => Regex.Replace(sentence, "(?<= )-?[0-9]+|[0-9]+", "#");

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
