using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

/// <summary>A source is never replaced by its own colors, by whatever path it is named.</summary>
public sealed class OwnSourceTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("film.mkv", "linked/film.mkv", "-o")]
    [InlineData("linked/film.mkv", "film.mkv", "-o")]
    [InlineData("link.mkv", "film.mkv", "-o")]
    [InlineData("link.mkv", "linked/link.mkv", "-o")]
    [InlineData("link.mkv", "linked/film.mkv", "--report")]
    public async Task ThroughALink(string input, string output, string option)
    {
        var film = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);
        var before = File.ReadAllBytes(film);
        File.CreateSymbolicLink(_temporary.File("linked"), ".");
        File.CreateSymbolicLink(_temporary.File("link.mkv"), "film.mkv");
        var (from, to) = (_temporary.File(input), _temporary.File(output));
        var ended = await Cli.ColorizeAsync(from, option, to, "--overwrite");

        Assert.Equal(2, ended.Code);
        Assert.Equal(option == "-o"
            ? $"{from} would become {to}, which is an input: choose another output with -o.\n"
            : $"--report would write {to}, which this command reads or writes already: choose another name.\n", ended.Errors);
        Assert.Equal(before, File.ReadAllBytes(film));
    }

    [Fact]
    public async Task ALinkThatIsTheOutputIsReplaced_NotWhatItLeadsTo()
    {
        var film = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);
        var before = File.ReadAllBytes(film);
        var link = _temporary.File("link.mkv");
        File.CreateSymbolicLink(link, "film.mkv");

        Assert.Equal(0, (await Cli.ColorizeAsync(film, "-o", link, "--overwrite")).Code);
        Assert.Equal(before, File.ReadAllBytes(film));
        Assert.Null(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public async Task AsASequenceWithTheSameNames()
    {
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x48", "-frames:v", "2", "-start_number", "100", _temporary.File("%d.png"));
        var before = File.ReadAllBytes(_temporary.File("100.png"));
        var ended = await Cli.ColorizeAsync(_temporary.File("%d.png"), "-o", _temporary.File("%03d.png"), "--overwrite");

        Assert.Equal(2, ended.Code);
        Assert.Equal($"{_temporary.File("%d.png")} would become {_temporary.File("100.png")}, which is an input: choose another output with -o.",
            ended.LastError);
        Assert.Equal(before, File.ReadAllBytes(_temporary.File("100.png")));
    }
}
