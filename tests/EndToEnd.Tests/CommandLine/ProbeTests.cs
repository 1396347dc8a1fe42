using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.CommandLine;

public sealed class ProbeTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task AFilmIsDescribed()
    {
        var film = _temporary.File("film.mkv");
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=2", "-f", "lavfi", "-i", "sine=d=2",
            "-vf", "format=gray10le,setsar=16/15", "-c:v", "ffv1", "-color_range", "tv", "-c:a", "flac", "-metadata:s:a", "language=fin", film);
        var ended = await Cli.RunAsync("probe", film);

        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.Equal(
            $"""
            File       {film}, {new FileInfo(film).Length / 1e3:0} kB, matroska,webm
            Duration   0:02, from 0 s on
            Picture    64x48 (samples 16:15), ffv1, gray10le
            Rate       10 frames per second
            Fields     progressive
            Luma       10 bit, limited range
            Matrix     BT.601, guessed: the file does not say
            Colors     gray
            Transfer   not declared
            Stream 0   video, ffv1, 64x48
            Stream 1   audio, flac, 44100 Hz, 1 channel, fin

            """, ended.Output);
    }

    [Theory]
    [InlineData("gray.tiff", "gray16le", "16 bit", "gray")]
    [InlineData("color.png", "rgb24", "8 bit", "in color already")]
    public async Task APictureHasNeitherRateNorRange(string name, string format, string depth, string colors)
    {
        var picture = _temporary.File(name);
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x48", "-frames:v", "1", "-pix_fmt", format, picture);
        var ended = await Cli.RunAsync("probe", picture);

        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.Equal(
            $"""
            File      {picture}, {new FileInfo(picture).Length / 1e3:0} kB
            Picture   64x48, {Path.GetExtension(name)[1..]}, {format}
            Depth     {depth}
            Colors    {colors}

            """, ended.Output);
    }
}
