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
        for (var run = 0; !File.Exists(killed); run++)
        {
            using var program = Cli.Start(Cli.Colorize(source, "-o", killed, "--codec", "ffv1", "--quiet", "--report", report));
            // Every other run may finish a segment before it dies, so that the film gets done.
            if (run % 2 == 0)
                await ASegmentIsFinishedAsync(program, killed);
            await Task.Delay(random.Next(600), TestContext.Current.CancellationToken);
            kills += program.HasExited ? 0 : 1;
            program.Signal(Cli.Kill);
            await program.EndAsync();
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
        var source = await LongClipAsync();
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
        Assert.Equal(0, (await Cli.ColorizeAsync(source, "-o", output, "--report", report)).Code);
        Assert.DoesNotContain("\"segmentsResumed\": 0", File.ReadAllText(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASecondRunForTheSameOutputIsRefused()
    {
        var source = await LongClipAsync();
        var output = _temporary.File("color.mkv");
        using var first = Cli.Start(Cli.Colorize(source, "-o", output));
        while (!first.HasExited && !File.Exists(Path.Combine(output + ".streamcolorizer", "plan.json")))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        var second = await Cli.ColorizeAsync(source, "-o", output);

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

    private Task<string> LongClipAsync() =>
        Clip.MakeAsync(_temporary.File("source.mkv"), seconds: 36, rate: 10, size: "192x128", format: "gray");
}
