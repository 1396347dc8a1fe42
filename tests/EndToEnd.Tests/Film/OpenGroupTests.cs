using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

/// <summary>Films cut without encoding at a group whose first pictures refer to the group before.</summary>
public sealed class OpenGroupTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("cut.mp4")]
    [InlineData("cut.mkv")]
    public async Task WhatNoPlayerShowsIsNoDamage(string name)
    {
        var source = await CutAsync(name);
        var output = _temporary.File("color.mkv");
        var ended = await Cli.ColorizeAsync(source, "-o", output, "--codec", "ffv1");

        Assert.Contains("Missing reference picture", await ComplaintsAsync(source), StringComparison.Ordinal);
        Assert.Equal(0, ended.Code);
        Assert.DoesNotContain("damaged", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(await Clip.LumaAsync(source), await Clip.LumaAsync(output));
    }

    [Fact]
    public async Task DamageBehindTheCutIsStillSaid()
    {
        var source = await CutAsync("cut.mkv");
        var bytes = File.ReadAllBytes(source);
        new Random(1).NextBytes(bytes.AsSpan(bytes.Length / 2, 2000));
        File.WriteAllBytes(source, bytes);
        var ended = await Cli.ColorizeAsync(source, "-o", _temporary.File("color.mkv"));

        Assert.Equal(3, ended.Code);
        Assert.Contains($"Warning: The film '{source}' is damaged: ", ended.Errors, StringComparison.Ordinal);
    }

    private async Task<string> CutAsync(string name)
    {
        var (whole, cut) = (_temporary.File("whole.mp4"), _temporary.File(name));
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=6", "-pix_fmt", "yuv420p", "-c:v", "libx264",
            "-x264-params", "open-gop=1:keyint=25:bframes=2:ref=4:weightp=0:scenecut=0:threads=1", whole);
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-ss", "2.5", "-i", whole, "-c", "copy", cut);
        return cut;
    }

    private static Task<string> ComplaintsAsync(string path) =>
        Cli.ToolAsync("sh", "-c", "ffmpeg -v error -threads 1 -i \"$0\" -f null - 2>&1", path);
}
