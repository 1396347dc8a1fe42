using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

/// <summary>Reports and contact sheets, and names that would take something else's place.</summary>
public sealed class PapersTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("--report", "r.html", "--report names the JSON file, and its page lies beside it as .html: let PATH end in .json.")]
    [InlineData("--report", "film.mkv", "--report would write PATH, which this command reads or writes already: choose another name.")]
    [InlineData("--report", "color.mkv", "--report would write PATH, which this command reads or writes already: choose another name.")]
    [InlineData("--contact-sheet", "style.png", "--contact-sheet would write PATH, which this command reads or writes already: choose another name.")]
    [InlineData("--contact-sheet", "sheet.gif", "A contact sheet cannot be written as PATH: let its name end in .png or .jpg.")]
    public async Task APaperThatWouldTakeAnotherFilesPlaceIsRefusedBeforeAnyWork(string option, string name, string sentence)
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);
        var before = File.ReadAllBytes(source);
        await RefusedAsync(sentence.Replace("PATH", _temporary.File(name), StringComparison.Ordinal),
            source, "-o", _temporary.File("color.mkv"), "--reference", _temporary.File("style.png"), "--overwrite", option, _temporary.File(name));

        Assert.Equal(before, File.ReadAllBytes(source));
        Assert.Equal([source], Directory.GetFileSystemEntries(_temporary.Path));
    }

    [Theory]
    [InlineData("--report", "report.json")]
    [InlineData("--report", "report.html")]
    [InlineData("--contact-sheet", "sheet.png")]
    public async Task AnExistingPaperIsNotReplacedUnasked(string option, string existing)
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);
        var path = _temporary.File(existing);
        File.WriteAllText(path, "precious");
        string[] command = [source, option, existing.EndsWith(".html", StringComparison.Ordinal) ? _temporary.File("report.json") : path];
        await RefusedAsync($"{path} exists already: replace it with --overwrite, or choose another name with {option}.", command);
        Assert.Equal("precious", File.ReadAllText(path));

        Assert.Equal(0, (await Cli.ColorizeAsync([.. command, "--overwrite"])).Code);
        Assert.NotEqual("precious", File.ReadAllText(path));
    }

    [Fact]
    public async Task OfTwoFilmsThatWouldBecomeOneOneFailsAndTheNightGoesOn()
    {
        string[] films = [_temporary.File("film.gif"), _temporary.File("film.mkv"), _temporary.File("other.mkv")];
        foreach (var film in films)
            await Clip.MakeAsync(film, 3, 10, "96x64", "gray", film.EndsWith(".gif", StringComparison.Ordinal) ? ["-c:v", "gif", "-an"] : []);
        var ended = await Cli.ColorizeAsync(_temporary.Path, "--codec", "ffv1");

        Assert.Equal(3, ended.Code);
        Assert.Contains($"{films[0]} would become {_temporary.File("film.color.mkv")}, as {films[1]} does: color it in a run of its own, with another -o.\n",
            ended.Errors, StringComparison.Ordinal);
        foreach (var film in films[1..])
            Assert.Equal(await Clip.LumaAsync(film), await Clip.LumaAsync(Path.ChangeExtension(film, ".color.mkv")));
        Assert.EndsWith("2 of 3 done.\n", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFilmThatWouldTakeAnInputsPlaceIsRefused()
    {
        var (first, second) = (_temporary.File("film.mkv"), _temporary.File("film.color.mkv"));
        await Clip.MakeAsync(first, seconds: 3, format: "gray");
        await RefusedAsync($"{first} would become {first}, which is an input: choose another output with -o.", first, "-o", first, "--overwrite");

        File.Copy(first, second);
        var before = File.ReadAllBytes(second);
        var ended = await Cli.ColorizeAsync(first, second, "--overwrite");
        Assert.Equal(3, ended.Code);
        Assert.Contains($"{first} would become {second}, which is an input: choose another output with -o.\n", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(second));
        Assert.True(File.Exists(_temporary.File("film.color.color.mkv")));
    }

    private static async Task RefusedAsync(string sentence, params string[] arguments)
    {
        var ended = await Cli.ColorizeAsync(arguments);
        Assert.Equal((2, sentence + "\n"), (ended.Code, ended.Errors));
    }
}
