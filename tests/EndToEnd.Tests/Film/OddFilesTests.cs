using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

public sealed class OddFilesTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task EveryOddFileIsColoredOrRefusedWithASentence()
    {
        var data = Environment.GetEnvironmentVariable("STREAMCOLORIZER_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(data), "STREAMCOLORIZER_DATA does not name the folder with odd/.");
        // The first moment of each: their ends are decoded by the tests of the file source.
        var ended = await Cli.ColorizeAsync(
            Path.Combine(data!, "odd"), "-o", _temporary.Path, "--to", "0.3", "--preset", "ultrafast");

        Assert.Equal(3, ended.Code);
        Assert.DoesNotContain("This is a bug", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        Assert.Matches("[1-9][0-9]* of [0-9]+ done\\.", ended.Output);
        // Neither work folders nor half-made films stay behind.
        Assert.Empty(Directory.GetDirectories(_temporary.Path));
        Assert.All(Directory.GetFiles(_temporary.Path), file => Assert.Contains(".color.", file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(7680, 4320)]
    public async Task TheSmallestAndLargestPicturesComeOutAsTheyAre(int width, int height)
    {
        var source = _temporary.File("film.mkv");
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=2:d=1", "-vf",
            $"format=gray,scale={width}:{height}:flags=neighbor", "-c:v", "ffv1", source);
        var output = _temporary.File("color.mkv");
        var ended = await Cli.ColorizeAsync(source, "-o", output, "--codec", "ffv1");

        Assert.Equal(0, ended.Code);
        Assert.Equal(await Clip.LumaAsync(source), await Clip.LumaAsync(output));
    }

    [Fact]
    public async Task NamesThatLookLikeOptionsAndPatternsAreNames()
    {
        var name = "-film %d: it's \"good\"!.mkv";
        await Clip.MakeAsync(_temporary.File(name), seconds: 3, format: "gray");
        using var program = Cli.StartIn(_temporary.Path, Cli.Colorize("-o", "./-color %05d!.mkv", "--", name));
        var ended = await program.EndAsync();

        Assert.True(ended.Code == 0, ended.Errors);
        Assert.Equal("video audio", await Clip.StreamsAsync(_temporary.File("-color %05d!.mkv")));
    }
}
