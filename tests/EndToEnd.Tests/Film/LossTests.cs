using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

/// <summary>What a container has no place for is said.</summary>
public sealed class LossTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task ChaptersTitlesAndLanguagesThatAContainerCannotHold_AreSaid()
    {
        var source = await FilmAsync();

        Assert.Empty(await LossesAsync(source, "color.mkv"));
        Assert.Equal(["The stream titles Picture, Speech were left out, for .mp4 cannot hold them; .mkv could."], await LossesAsync(source, "color.mp4"));
        // QuickTime has numbers for languages, and none for this one.
        Assert.Equal(
            [
                "The stream titles Picture, Speech were left out, for .mov cannot hold them; .mkv could.",
                "The stream languages deu were left out, for .mov cannot hold them; .mkv could.",
                "The marks of forced streams were left out, for .mov cannot hold them; .mkv could.",
            ],
            await LossesAsync(source, "color.mov"));
        Assert.Equal(
            [
                "The chapters were left out, for .ts cannot hold them; .mkv could.",
                "The stream titles Picture, Speech were left out, for .ts cannot hold them; .mkv could.",
                "The stream languages deu were left out, for .ts cannot hold them; .mkv could.",
            ],
            await LossesAsync(source, "color.ts"));
    }

    private async Task<string[]> LossesAsync(string source, string output)
    {
        var ended = await Cli.ColorizeAsync(source, "-o", _temporary.File(output), "--preset", "ultrafast");
        Assert.Contains(ended.Code, (int[])[0, 3]);
        return [.. ended.Errors.Split('\n').Where(line => line.Contains(" were left out", StringComparison.Ordinal))
            .Select(line => line["Warning: ".Length..])];
    }

    private async Task<string> FilmAsync()
    {
        var picture = await Clip.MakeAsync(_temporary.File("picture.mkv"), seconds: 3, format: "gray");
        File.WriteAllText(_temporary.File("chapters.txt"), ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle=One\n");
        File.WriteAllText(_temporary.File("words.srt"), "1\n00:00:00,500 --> 00:00:01,500\nHello\n");
        var film = _temporary.File("film.mkv");
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-i", picture, "-i", _temporary.File("chapters.txt"), "-i", _temporary.File("words.srt"),
            "-map", "0", "-map", "2", "-map_chapters", "1", "-c", "copy", "-disposition:s:0", "forced", "-metadata:s:v:0", "title=Picture",
            "-metadata:s:v:0", "language=deu", "-metadata:s:a:0", "title=Speech", "-metadata:s:a:0", "language=eng", film);
        return film;
    }
}
