using System.Text.Json;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

public sealed class LumaTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("yuv420p", "96x64", "tv")]
    [InlineData("yuv420p", "97x63", "pc")]
    [InlineData("gray", "96x64", "pc")]
    [InlineData("yuv422p10le", "96x64", "tv")]
    [InlineData("gray12le", "33x17", "pc")]
    public async Task TheLumaOfAnFfv1FilmIsTheSourcesBitForBitSeenFromOutside(string format, string size, string range)
    {
        var source = await Clip.MakeAsync(_temporary.File("source.mkv"), seconds: 3, size: size, format: format,
            more: ["-color_range", range]);
        var output = _temporary.File("color.mkv");
        var ended = await Cli.ColorizeAsync(
            source, "-o", output, "--codec", "ffv1", "--report", _temporary.File("report.json"));

        Assert.Equal(0, ended.Code);
        var luma = await Clip.LumaAsync(source);
        Assert.NotEmpty(luma);
        Assert.Equal(luma, await Clip.LumaAsync(output));
        Assert.Equal(await Clip.TimesAsync(source), await Clip.TimesAsync(output));
        using var report = JsonDocument.Parse(File.ReadAllText(_temporary.File("report.json")));
        var digest = Clip.Digest(luma);
        Assert.Equal(digest, report.RootElement.GetProperty("lumaDigestIn").GetString());
        Assert.Equal(digest, report.RootElement.GetProperty("lumaDigestOut").GetString());
        Assert.True(report.RootElement.GetProperty("lumaIdentical").GetBoolean());
    }

    [Fact]
    public async Task TheCommandThatAReportShowsPrintsItsDigest()
    {
        var (source, output, report) = (_temporary.File("source.mkv"), _temporary.File("color.mkv"), _temporary.File("report.html"));
        await Clip.MakeAsync(source, seconds: 3);
        var ended = await Cli.ColorizeAsync(source, "-o", output, "--codec", "ffv1", "--report", _temporary.File("report.json"));
        Assert.Equal(0, ended.Code);

        var page = File.ReadAllText(report);
        var command = page[page.IndexOf("ffmpeg -v error -i FILE", StringComparison.Ordinal)..];
        command = command[..command.IndexOf('"', StringComparison.Ordinal)];
        var digest = Clip.Digest(await Clip.LumaAsync(source));
        foreach (var film in new[] { source, output })
        {
            Assert.Equal($"{digest}  -\n",
                await Cli.ToolAsync("sh", "-c", command.Replace("FILE", $"'{film}'", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task TheWorkFolderIsGoneAndTheColorIsThere()
    {
        var source = await Clip.MakeAsync(_temporary.File("a film's 100% \"name\": it!.mkv"), seconds: 3, format: "gray");
        var ended = await Cli.ColorizeAsync(source, "--contact-sheet", _temporary.File("sheet.png"));

        var output = _temporary.File("a film's 100% \"name\": it!.color.mkv");
        Assert.Equal(0, ended.Code);
        Assert.Equal(
            new[] { source, output, _temporary.File("sheet.png") }.Order(), Directory.GetFileSystemEntries(_temporary.Path).Order());
        Assert.Equal("video audio", await Clip.StreamsAsync(output));
        var chroma = await Cli.ToolAsync("ffmpeg", "-v", "error", "-i", output, "-vf", "signalstats,metadata=print:file=-",
            "-frames:v", "1", "-f", "null", "-");
        Assert.DoesNotContain("SATMAX=0\n", chroma, StringComparison.Ordinal);
    }
}
