using System.Security.Cryptography;
using System.Text.Json;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

public sealed class PictureTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("png", "rgb24")]
    [InlineData("png", "gray16be")]
    [InlineData("tiff", "gray")]
    [InlineData("jpg", "yuvj420p")]
    public async Task APictureKeepsItsSizeAndLightAndGetsColor(string extension, string format)
    {
        var source = _temporary.File("picture." + extension);
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "mandelbrot=s=97x61", "-frames:v", "1", "-vf", "format=gray",
            "-pix_fmt", format, "-update", "1", source);
        var ended = await Cli.ColorizeAsync(source);

        Assert.Equal("", string.Join('\n', ended.Errors.Split('\n').Where(line => line.StartsWith("This is a bug", StringComparison.Ordinal))));
        Assert.Equal(0, ended.Code);
        var output = _temporary.File("picture.color." + extension);
        var shape = await Cli.ToolAsync("ffprobe", "-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0", output);
        Assert.Equal("97,61", shape.Trim());
        Assert.Equal(2, Directory.GetFileSystemEntries(_temporary.Path).Length);
        Assert.NotEqual(await Clip.FramesAsync(source), await Clip.FramesAsync(output));
    }

    [Fact]
    public async Task APictureThatIsCutShort_IsColoredAsFarAsItGoes_AndSaid()
    {
        var whole = _temporary.File("whole.jpg");
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "mandelbrot=s=160x120", "-frames:v", "1", "-vf", "format=gray",
            "-update", "1", whole);
        var cut = _temporary.File("cut.jpg");
        File.WriteAllBytes(cut, File.ReadAllBytes(whole)[..^500]);
        var ended = await Cli.ColorizeAsync(cut);

        Assert.Equal(3, ended.Code);
        Assert.Contains($"Warning: Cut short: '{cut}'; the decoder filled up what is missing, so copy the file again and color it with "
            + "--overwrite.\n", ended.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(_temporary.File("cut.color.jpg")));
        var untouched = await Cli.ColorizeAsync(whole);
        Assert.Equal(0, untouched.Code);
        Assert.DoesNotContain("Warning", untouched.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FurtherPagesOfATiffAreNotLostInSilence(bool isLittle)
    {
        var pages = _temporary.File("pages.tif");
        File.WriteAllBytes(pages, TiffFile.Make(isLittle, 0, 0));
        var ended = await Cli.ColorizeAsync(pages);
        Assert.Equal(3, ended.Code);
        Assert.Contains($"Warning: Only the first page of '{pages}' was colored: save the others as pictures of their own.\n",
            ended.Errors, StringComparison.Ordinal);

        // A preview, smaller than its page, is no page.
        var page = _temporary.File("page.tif");
        File.WriteAllBytes(page, TiffFile.Make(isLittle, 0, 1));
        ended = await Cli.ColorizeAsync(page);
        Assert.Equal(0, ended.Code);
        Assert.DoesNotContain("Warning", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PicturesInColorAndMissingNumbersAreSaid()
    {
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=24", "-frames:v", "6", _temporary.File("%03d.png"));
        foreach (var number in new[] { 2, 4, 5 })
            File.Delete(_temporary.File($"{number:D3}.png"));
        Directory.CreateDirectory(_temporary.File("color"));
        var sequence = _temporary.File("%03d.png");
        var report = _temporary.File("report.json");
        var ended = await Cli.ColorizeAsync(sequence, "-o", _temporary.File("color/%03d.png"), "--report", report);

        Assert.Equal(0, ended.Code);
        Assert.Contains($"Warning: The sequence '{sequence}' lacks 3 of the numbers from 1 to 6, the first of them 2.\n", ended.Errors, StringComparison.Ordinal);
        var reduced = $"{sequence} is in color already: it was reduced to luma first, so its own colors are gone.";
        Assert.Contains($"Warning: {reduced}\n", ended.Errors, StringComparison.Ordinal);
        Assert.Contains(reduced, File.ReadAllText(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASequenceBecomesASequenceWithTheSameNumbers()
    {
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=24", "-frames:v", "7", "-start_number", "97",
            _temporary.File("%03d.png"));
        // As ffmpeg has it, this is no picture of %03d.png.
        File.Copy(_temporary.File("097.png"), _temporary.File("00097.png"));
        Directory.CreateDirectory(_temporary.File("color"));
        var ended = await Cli.ColorizeAsync(
            _temporary.File("%03d.png"), "-o", _temporary.File("color/frame-%04d.jpg"), "--report", _temporary.File("report.json"));

        Assert.Equal(0, ended.Code);
        using var told = JsonDocument.Parse(File.ReadAllText(_temporary.File("report.json")));
        var content = Enumerable.Range(97, 7).SelectMany(number => File.ReadAllBytes(_temporary.File($"{number:D3}.png"))).ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.Equal(hash, told.RootElement.GetProperty("input").GetProperty("sha256").GetString());
        Assert.Equal(("png", 64, 48, 8, 7), Facts(told, "input"));
        Assert.Equal(("jpeg", 64, 48, 8, 7), Facts(told, "output"));
        // A run is continued only where this is what it was.
        Assert.Equal(hash, told.RootElement.GetProperty("options").GetProperty("source").GetString());
        Assert.Equal(
            Enumerable.Range(97, 7).Select(number => $"frame-{number:D4}.jpg"),
            Directory.EnumerateFileSystemEntries(_temporary.File("color")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task AKillAmongTheRenamesOfASequenceLosesNoPicture()
    {
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=24", "-frames:v", "5", _temporary.File("%03d.png"));
        var color = Directory.CreateDirectory(_temporary.File("color")).FullName;
        string[] command = [_temporary.File("%03d.png"), "-o", Path.Combine(color, "%03d.png")];
        Assert.Equal(0, (await Cli.ColorizeAsync(command)).Code);
        var whole = Pictures(color);
        // As a kill leaves it: two pictures are not there yet.
        var work = Directory.CreateDirectory(Path.Combine(color, "%03d.png.streamcolorizer")).FullName;
        File.WriteAllText(Path.Combine(work, "finished"), "");
        Directory.CreateDirectory(Path.Combine(work, "joined"));
        foreach (var name in new[] { "004.png", "005.png" })
            File.Move(Path.Combine(color, name), Path.Combine(work, "joined", name));
        var again = await Cli.ColorizeAsync(command);

        Assert.Equal(0, again.Code);
        Assert.Equal($"{command[2]}: what an earlier run had finished is in place now; --overwrite colors it anew.\n", again.Output);
        Assert.Equal(5, whole.Count);
        Assert.Equal(whole, Pictures(color));
        Assert.False(Directory.Exists(work));
    }

    [Fact]
    public async Task WhatIsNoPictureOrNoSequenceIsSaid()
    {
        File.WriteAllText(_temporary.File("words.png"), "no picture");
        var picture = await Cli.ColorizeAsync(_temporary.File("words.png"));
        Assert.Equal(1, picture.Code);
        Assert.Equal($"The picture '{_temporary.File("words.png")}' (10 bytes) cannot be read: check that it was copied whole and is PNG, JPEG, "
            + "TIFF, WebP or BMP.", picture.LastError);

        var sequence = await Cli.ColorizeAsync(_temporary.File("%05d.png"), "-o", _temporary.File("color-%05d.png"));
        Assert.Equal(1, sequence.Code);
        Assert.Equal($"No picture is named like '{_temporary.File("%05d.png")}': check the pattern and its folder.", sequence.LastError);
    }

    [Fact]
    public async Task ASequenceOfTwoSizesOrWithoutAPlaceForTheNumberIsSaid()
    {
        foreach (var (number, size) in new[] { (1, "32x24"), (2, "48x24") })
            await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", $"testsrc2=s={size}", "-frames:v", "1", _temporary.File($"{number}.png"));
        var sequence = _temporary.File("%d.png");
        var sizes = await Cli.ColorizeAsync(sequence, "-o", _temporary.File("color-%d.png"));
        Assert.Equal((1, $"The picture '{_temporary.File("2.png")}' is 48x24 and those before it 32x24 at 8 bits: color them in parts of one size."),
            (sizes.Code, sizes.LastError));

        var single = await Cli.ColorizeAsync(sequence, "-o", _temporary.File("color.png"));
        Assert.Equal((2, $"A sequence becomes a sequence, and {_temporary.File("color.png")} has no place for the number: name it like color/%05d.png."),
            (single.Code, single.LastError));
        Assert.Equal(2, Directory.GetFileSystemEntries(_temporary.Path).Length);
    }

    private static (string? Format, int Width, int Height, int BitDepth, int Count) Facts(JsonDocument report, string file)
    {
        var facts = report.RootElement.GetProperty(file).GetProperty("pictures");
        return (facts.GetProperty("format").GetString(), facts.GetProperty("width").GetInt32(), facts.GetProperty("height").GetInt32(),
            facts.GetProperty("bitDepth").GetInt32(), facts.GetProperty("count").GetInt32());
    }

    private static Dictionary<string, byte[]> Pictures(string folder) =>
        Directory.EnumerateFiles(folder).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
}
