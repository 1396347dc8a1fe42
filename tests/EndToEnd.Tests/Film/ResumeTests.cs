using System.Text.Json;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task AFilmKilledAgainAndAgainEndsAsIfItHadNotBeen()
    {
        var source = await LongClipAsync();
        var (whole, killed, report) = (_temporary.File("whole.mkv"), _temporary.File("killed.mkv"), _temporary.File("report.json"));
        Assert.Equal(0, (await Cli.ColorizeAsync(source, "-o", whole, "--codec", "ffv1")).Code);
        var random = new Random(5);
        var kills = 0;
        for (var done = false; !done;)
        {
            using var program = Cli.Start(Cli.Colorize(source, "-o", killed, "--codec", "ffv1", "--quiet", "--report", report));
            // Every other run may finish a segment before it dies, so that the film gets done; the first one dies at once then.
            if (kills % 2 == 0)
                await ASegmentIsFinishedAsync(program, killed);
            await Task.Delay(kills == 0 ? 0 : random.Next(600), TestContext.Current.CancellationToken);
            // Who has put the film in its place is left to end: it would not be made again.
            done = !await program.HoldAsync() || File.Exists(killed);
            program.Signal(done ? Cli.Continue : Cli.Kill);
            kills += done ? 0 : 1;
            Assert.Equal(done ? 0 : 128 + Cli.Kill, (await program.EndAsync()).Code);
        }

        Assert.True(kills > 0);
        Assert.Equal(await Clip.FramesAsync(whole), await Clip.FramesAsync(killed));
        Assert.Equal(await Clip.TimesAsync(whole), await Clip.TimesAsync(killed));
        Assert.Equal(await Clip.StreamsAsync(whole), await Clip.StreamsAsync(killed));
        Assert.False(Directory.Exists(killed + ".streamcolorizer"));
        using var told = JsonDocument.Parse(File.ReadAllText(report));
        Assert.NotEqual(0, told.RootElement.GetProperty("segmentsResumed").GetInt32());
        var digest = Clip.Digest(await Clip.LumaAsync(source));
        Assert.Equal(digest, told.RootElement.GetProperty("lumaDigestIn").GetString());
        Assert.Equal(digest, told.RootElement.GetProperty("lumaDigestOut").GetString());
    }

    [Fact]
    public async Task CtrlCKeepsWhatIsFinishedAndTheSameCommandContinues()
    {
        // x264 looks fifty frames ahead before it ends a segment.
        var source = await LongClipAsync(seconds: 60);
        var output = _temporary.File("color.mkv");
        using (var program = Cli.Start(Cli.Colorize(source, "-o", output)))
        {
            await ASegmentIsFinishedAsync(program, output);
            program.Signal(Cli.Interrupt);
            var ended = await program.EndAsync();

            Assert.Equal(130, ended.Code);
            Assert.Contains("Stopping: what is finished stays, the same command continues.", ended.Errors, StringComparison.Ordinal);
            Assert.Matches("stopped after [1-9][0-9]* of [0-9]+ segments; the same command continues", ended.Output);
            Assert.False(File.Exists(output));
        }

        var report = _temporary.File("report.json");
        var continued = await Cli.ColorizeAsync(source, "-o", output, "--report", report);
        Assert.Equal(0, continued.Code);
        Assert.Matches("Warning: Report and contact sheet show [0-9]+ of 12 moments: an earlier run that made neither colored the others; "
            + "--overwrite colors them anew.\n", continued.Errors);
        Assert.DoesNotContain("\"segmentsResumed\": 0", File.ReadAllText(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASecondRunForTheSameOutputIsRefused()
    {
        var source = await LongClipAsync();
        var output = _temporary.File("color.mkv");
        using var first = Cli.Start(Cli.Colorize(source, "-o", output));
        while (!first.HasExited && !File.Exists(Path.Combine(output + ".streamcolorizer", "plan.json")))
            await Task.Delay(5, TestContext.Current.CancellationToken);
        // However fast the machine is, the first run is at work while the second one begins.
        Assert.True(await first.HoldAsync());
        var second = await Cli.ColorizeAsync(source, "-o", output);
        first.Signal(Cli.Continue);

        Assert.Equal(75, second.Code);
        Assert.Equal($"Another run is already making {output}: wait for it, or choose another output with -o.", second.LastError);
        Assert.Equal(0, (await first.EndAsync()).Code);
    }

    [Fact]
    public async Task AWorkFolderThatAKillLeftBesideTheFinishedFilmGoesAwayWithTheNextRun()
    {
        var source = await Clip.MakeAsync(_temporary.File("source.mkv"), seconds: 3, format: "gray");
        var output = _temporary.File("color.mkv");
        Assert.Equal(0, (await Cli.ColorizeAsync(source, "-o", output)).Code);
        var work = Directory.CreateDirectory(output + ".streamcolorizer").FullName;
        File.WriteAllText(Path.Combine(work, "journal.jsonl"), "a line");
        File.WriteAllText(Path.Combine(work, "finished"), "");
        var again = await Cli.ColorizeAsync(source, "-o", output);

        Assert.Equal($"{output} exists already: replace it with --overwrite, or choose another output with -o.", again.LastError);
        Assert.False(Directory.Exists(work));
    }

    // One more than there were when this began to look.
    private static async Task ASegmentIsFinishedAsync(Cli program, string output)
    {
        var journal = Path.Combine(output + ".streamcolorizer", "journal.jsonl");
        var before = Length();
        while (!program.HasExited && Length() <= before)
            await Task.Delay(5, TestContext.Current.CancellationToken);

        long Length() => File.Exists(journal) ? new FileInfo(journal).Length : 0;
    }

    private Task<string> LongClipAsync(int seconds = 36) =>
        Clip.MakeAsync(_temporary.File("source.mkv"), seconds, rate: 10, size: "192x128", format: "gray");
}
