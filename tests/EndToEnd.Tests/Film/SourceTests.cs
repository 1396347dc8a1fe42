using System.Text.Json;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

public sealed class SourceTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task WithOpenCvTheReportDoesNotCallLumaIdentical()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);
        using var report = await ReportAsync(source, "--decoder", "opencv");

        Assert.False(report.RootElement.GetProperty("lumaIdentical").GetBoolean());
        Assert.Equal("opencv", report.RootElement.GetProperty("decoder").GetString());
        Assert.Equal(30, report.RootElement.GetProperty("framesOut").GetInt32());
    }

    [Fact]
    public async Task AColorFilmIsReducedToLumaAndThatIsSaid()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);
        using var report = await ReportAsync(source);

        Assert.Contains(
            $"{source} is in color already: it was reduced to luma first, so its own colors are gone.", Warnings(report));
        Assert.True(report.RootElement.GetProperty("lumaIdentical").GetBoolean());
    }

    [Fact]
    public async Task AFilmOfRedGreenAndBlueHasNoLumaToCompare()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3, format: "gbrp", more: ["-c:v", "ffv1"]);
        using var report = await ReportAsync(source);

        Assert.Equal(JsonValueKind.Null, report.RootElement.GetProperty("lumaIdentical").ValueKind);
    }

    [Fact]
    public async Task WhatAContainerCannotHoldGoesToMatroskaAndIsSaid()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.avi"), seconds: 3, format: "gray");
        var ended = await Cli.ColorizeAsync(source);

        Assert.Equal(0, ended.Code);
        Assert.Contains("Warning: The container .avi is not written, for it cannot keep all timestamps or streams: the output is .mkv.",
            ended.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(_temporary.File("film.color.mkv")));
    }

    [Fact]
    public async Task TagsThatAContainerCannotHold_AreSaid()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3, format: "gray",
            more: ["-metadata", "ARCHIVE_ID=BA 1234", "-metadata", "title=Home"]);
        var ended = await Cli.ColorizeAsync(source, "-o", _temporary.File("color.mp4"));

        Assert.Equal(0, ended.Code);
        Assert.Contains("Warning: The tags ARCHIVE_ID were left out, for .mp4 cannot hold them; .mkv could.\n", ended.Errors, StringComparison.Ordinal);
        ended = await Cli.ColorizeAsync(source, "-o", _temporary.File("color.mkv"));
        Assert.DoesNotContain("left out", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFilmOfTwoPictures_IsColoredInPart()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3, format: "gray");
        var two = _temporary.File("two.mkv");
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-i", source, "-map", "0:v", "-map", "0:v", "-map", "0:a", "-c", "copy", two);
        var ended = await Cli.ColorizeAsync(two);

        Assert.Equal(3, ended.Code);
        Assert.Contains("Warning: The stream 1 (video, ffv1) is not carried over.\n", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APartOfAFilmHasItsOwnFramesOnly()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 6, format: "gray");
        var output = _temporary.File("part.mkv");
        var ended = await Cli.ColorizeAsync(source, "-o", output, "--from", "2", "--to", "3.5", "--codec", "ffv1");

        Assert.Equal(0, ended.Code);
        Assert.Equal((await Clip.LumaAsync(source))[20..35], await Clip.LumaAsync(output));
    }

    [Fact]
    public async Task ADryRunSaysThePlanAndMakesNothing()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 6, format: "gray");
        var ended = await Cli.ColorizeAsync(source, "--dry-run");

        Assert.Equal(0, ended.Code);
        Assert.Contains("3 scenes, 2 cuts, 1 segment\n", ended.Output, StringComparison.Ordinal);
        Assert.Contains("60 frames, 0:06\n", ended.Output, StringComparison.Ordinal);
        Assert.Contains("are free", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Device    cpu", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("cpu", ended.Errors, StringComparison.Ordinal);
        Assert.Equal([source], Directory.GetFileSystemEntries(_temporary.Path));
    }

    [Fact]
    public async Task ADryRunPlansBeyondAClockThatJumpsBack()
    {
        var bytes = new List<byte>();
        foreach (var offset in new[] { "50", "10" })
        {
            var part = _temporary.File(offset + ".ts");
            await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=96x64:r=10:d=2", "-c:v", "mpeg2video", "-output_ts_offset", offset, part);
            bytes.AddRange(File.ReadAllBytes(part));
        }

        var source = _temporary.File("film.ts");
        File.WriteAllBytes(source, [.. bytes]);
        var ended = await Cli.ColorizeAsync(source, "--dry-run");

        Assert.Equal(0, ended.Code);
        Assert.Contains(" 40 frames", ended.Output, StringComparison.Ordinal);
        Assert.Contains($"Warning: The clock of '{source}' jumps back at frame 20: its timestamps have to be mended.\n", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADryRunWithoutAFolderForItsTrialSaysSo()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3, format: "gray");
        using var program = Cli.StartWith("TMPDIR", "/proc", Cli.Colorize(source, "--dry-run", "--quiet"));
        var ended = await program.EndAsync();

        Assert.Equal(1, ended.Code);
        Assert.Equal("--dry-run colors a moment in /proc/, where no folder can be made: name another folder in TMPDIR.\n", ended.Errors);
    }

    // Two rows of 1440 are fewer than a plan's are apart: that shows only while coloring.
    [Theory]
    [InlineData("96x64", "64x48")]
    [InlineData("64x1440", "64x1438")]
    public async Task APictureSizeThatChangesIsSaidAndScaledToTheFirst(string first, string second)
    {
        var bytes = new List<byte>();
        foreach (var size in new[] { first, second })
        {
            var part = _temporary.File(size + ".264");
            await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", $"testsrc2=s={size}:r=10:d=1", "-bf", "0", "-c:v", "libx264", part);
            bytes.AddRange(File.ReadAllBytes(part));
        }

        File.WriteAllBytes(_temporary.File("both.264"), [.. bytes]);
        var source = _temporary.File("film.mkv");
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-fflags", "+genpts", "-r", "10", "-i", _temporary.File("both.264"), "-c", "copy", source);
        var output = _temporary.File("color.mkv");
        var ended = await Cli.ColorizeAsync(source, "-o", output);

        Assert.Equal(3, ended.Code);
        Assert.Contains($"Warning: The picture of '{source}' changes its size after frame 9 (it began with {first}): "
            + "what follows has to be scaled to the first size.\n", ended.Errors, StringComparison.Ordinal);
        Assert.EndsWith(", luma not identical.\n", ended.Output, StringComparison.Ordinal);
        Assert.Equal(20, (await Clip.LumaAsync(output)).Length);
    }

    [Fact]
    public async Task ARangeWithoutAFrameIsSaid()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3, format: "gray");
        var ended = await Cli.ColorizeAsync(source, "--from", "1:30.5", "--to", "2:00");

        Assert.Equal(1, ended.Code);
        Assert.Equal($"The film '{source}' has no frame between 0:01:30.5 and 0:02:00: choose another range.", ended.LastError);

        var late = _temporary.File("late.mkv");
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-i", source, "-itsoffset", "2", "-i", source, "-map", "0:a", "-map", "1:v", "-c", "copy", late);
        ended = await Cli.ColorizeAsync(late, "--to", "1");
        Assert.Equal(1, ended.Code);
        Assert.Equal($"The film '{late}' has no frame between 0:00:00 and 0:00:01: choose another range.", ended.LastError);
    }

    [Fact]
    public async Task AReferenceChangesTheColorsAndNothingElse()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3, format: "gray");
        var picture = _temporary.File("style.png");
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "smptebars=s=96x64", "-frames:v", "1", "-update", "1", picture);
        var (plain, styled) = (_temporary.File("plain.mkv"), _temporary.File("styled.mkv"));
        Assert.Equal(0, (await Cli.ColorizeAsync(source, "-o", plain, "--codec", "ffv1")).Code);
        Assert.Equal(0, (await Cli.ColorizeAsync(source, "-o", styled, "--codec", "ffv1", "--reference", picture)).Code);

        Assert.Equal(await Clip.LumaAsync(plain), await Clip.LumaAsync(styled));
        Assert.NotEqual(await Clip.FramesAsync(plain), await Clip.FramesAsync(styled));
    }

    private async Task<JsonDocument> ReportAsync(string source, params string[] more)
    {
        var report = _temporary.File("report.json");
        var ended = await Cli.ColorizeAsync([source, "-o", _temporary.File("color.mkv"), "--report", report, .. more]);
        Assert.True(ended.Code == 0, ended.Errors);
        return JsonDocument.Parse(File.ReadAllText(report));
    }

    private static IEnumerable<string?> Warnings(JsonDocument report) =>
        report.RootElement.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString());
}
