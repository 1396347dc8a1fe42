using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

public sealed class DeinterlaceTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("x264", "color.mkv")]
    [InlineData("x265", "color.mp4")]
    [InlineData("prores", "color.mov")]
    [InlineData("ffv1", "color.mkv")]
    public async Task WholeFramesAreNotMarkedAsFields(string codec, string name)
    {
        var (source, output) = (_temporary.File("source.mkv"), _temporary.File(name));
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=96x64:r=20:d=1,format=gray,interlace,format=yuv420p",
            "-c:v", "libx264", "-flags", "+ildct+ilme", source);
        Assert.NotEqual("0", await FieldsAsync(source));
        var ended = await Cli.ColorizeAsync(source, "-o", output, "--codec", codec, "--deinterlace");

        Assert.Equal(0, ended.Code);
        Assert.DoesNotContain("interlaced", ended.Errors, StringComparison.Ordinal);
        Assert.Equal("0", await FieldsAsync(output));
    }

    // Whatever of the two a player looks at: 0 if neither a frame nor the container speaks of fields.
    private static async Task<string> FieldsAsync(string film)
    {
        var text = await Cli.ToolAsync("ffprobe",
            "-v", "error", "-select_streams", "V", "-show_entries", "frame=interlaced_frame:stream=field_order", "-of", "default=nk=1:nw=1", film);
        return string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ("progressive" or "unknown")).Distinct());
    }
}
