using System.Text.RegularExpressions;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

public sealed partial class ReportPageTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task TheSliderMoves_AndEachOfTwelveMomentsCanBeChosen()
    {
        var film = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);
        Assert.Equal(0, (await Cli.ColorizeAsync(film, "--report", _temporary.File("report.json"))).Code);
        var page = await Browser.OpenAsync(_temporary.File("report.html"), """
            const range = document.querySelector(".frame input");
            range.value = 20;
            range.dispatchEvent(new Event("input"));
            document.querySelectorAll(".strip button")[4].click();
            document.title = document.documentElement.scrollWidth - document.documentElement.clientWidth;
            """);

        Assert.Contains("<title>0</title>", page, StringComparison.Ordinal);
        Assert.Contains("--cut: 20%", page, StringComparison.Ordinal);
        var moments = Moment().Matches(page);
        Assert.Equal(12, moments.Count);
        Assert.Equal(moments[4], Assert.Single(moments, moment => moment.Groups["pressed"].Value == "true"));
        // The stage shows, full size, what the pressed button shows small.
        Assert.Contains($"class=\"after\" alt=\"after\" src=\"{moments[4].Groups["picture"].Value}\"", page, StringComparison.Ordinal);
        Assert.Contains("Identical, bit for bit", page, StringComparison.Ordinal);
        Assert.Contains("2 cuts, 3 scenes", Text(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APicturesPageClaimsNoLuma_AndCountsInTheSingular()
    {
        var picture = _temporary.File("picture.png");
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "mandelbrot=s=97x61", "-frames:v", "1", "-vf", "format=gray", picture);
        Assert.Equal(0, (await Cli.ColorizeAsync(picture, "--report", _temporary.File("report.json"))).Code);
        var text = Text(await Browser.OpenAsync(_temporary.File("report.html"), ""));

        Assert.Contains("Not applicable", text, StringComparison.Ordinal);
        Assert.DoesNotContain("framemd5", text, StringComparison.Ordinal);
        Assert.Contains("1 frame, as one went in", text, StringComparison.Ordinal);
        Assert.Contains("0 cuts, 1 scene ", text, StringComparison.Ordinal);
    }

    private static string Text(string page) => Tag().Replace(page, " ").Replace("  ", " ", StringComparison.Ordinal);

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("<button[^>]*aria-pressed=\"(?<pressed>[a-z]+)\"[^>]*><img src=\"(?<picture>[^\"]+)\"")]
    private static partial Regex Moment();
}
