using System.Buffers.Binary;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

/// <summary>What picture files hold beside their colors is not lost in silence.</summary>
public sealed class PictureExtrasTests : IDisposable
{
    // A directory with one entry: orientation 6, a quarter turn to the right.
    private static readonly byte[] QuarterTurn =
    [
        .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
    ];

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("png", "rgba")]
    [InlineData("png", "ya8")]
    [InlineData("png", "rgba64be")]
    [InlineData("tiff", "rgba")]
    [InlineData("webp", "bgra")]
    public async Task TransparencyIsSaid(string extension, string format)
    {
        var source = await PictureAsync("picture." + extension, format);
        var report = _temporary.File("report.json");
        var ended = await Cli.ColorizeAsync(source, "--report", report);

        var sentence = $"The transparency of '{source}' was left out: what lies under it is seen.";
        Assert.Equal(0, ended.Code);
        Assert.Contains($"Warning: {sentence}\n", ended.Errors, StringComparison.Ordinal);
        Assert.Contains(sentence, File.ReadAllText(report).Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("png", "rgba")]
    [InlineData("png", "rgba64be")]
    [InlineData("tiff", "rgba")]
    public async Task TransparencyOfWhichNothingIsSeenIsNot(string extension, string format)
    {
        var source = await PictureAsync("picture." + extension, format, isOpaque: true);
        var ended = await Cli.ColorizeAsync(source);

        Assert.Equal(0, ended.Code);
        Assert.DoesNotContain("Warning", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AJpegIsTurnedAsItAsksAndWhatElseItHeldIsSaid()
    {
        var source = await PictureAsync("picture.jpg", "yuvj420p");
        var bytes = File.ReadAllBytes(source);
        File.WriteAllBytes(source,
        [
            .. bytes[..2], .. Segment(0xe1, [.. "Exif\0\0"u8, .. QuarterTurn]), .. Segment(0xe2, [.. "ICC_PROFILE\0"u8, 1, 1, 0, 0]), .. bytes[2..],
        ]);
        var ended = await Cli.ColorizeAsync(source);

        Assert.Equal(0, ended.Code);
        Assert.Contains($"Warning: The EXIF data of '{source}' was left out.\n", ended.Errors, StringComparison.Ordinal);
        Assert.Contains($"Warning: The color profile of '{source}' was left out: viewers take the result for sRGB.\n", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("turn the result", ended.Errors, StringComparison.Ordinal);
        Assert.Equal("61,97", await SizeAsync(_temporary.File("picture.color.jpg")));
    }

    [Fact]
    public async Task AWebPThatAsksForATurnIsSaid()
    {
        var source = await PictureAsync("picture.webp", "yuv420p");
        var coded = File.ReadAllBytes(source)[12..];
        // Only the extended form has EXIF: its head holds a mark for that, and the size less one in three bytes each.
        byte[] body = [.. "WEBP"u8, .. Chunk("VP8X"u8, [8, 0, 0, 0, 96, 0, 0, 60, 0, 0]), .. coded, .. Chunk("EXIF"u8, QuarterTurn)];
        File.WriteAllBytes(source, Chunk("RIFF"u8, body));
        var ended = await Cli.ColorizeAsync(source);

        Assert.Equal(0, ended.Code);
        Assert.Contains($"Warning: The turn that '{source}' asks of its viewer was left out, for it is WebP: turn the result.\n",
            ended.Errors, StringComparison.Ordinal);
        Assert.Equal("97,61", await SizeAsync(_temporary.File("picture.color.webp")));
    }

    private async Task<string> PictureAsync(string name, string format, bool isOpaque = false)
    {
        var path = _temporary.File(name);
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "mandelbrot=s=97x61", "-frames:v", "1",
            "-vf", "format=gray" + (format.Contains('a', StringComparison.Ordinal) && !isOpaque ? ",format=rgba,colorchannelmixer=aa=0.5" : ""),
            "-pix_fmt", format, "-update", "1", path);
        return path;
    }

    private static async Task<string> SizeAsync(string path) =>
        (await Cli.ToolAsync("ffprobe", "-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0", path)).Trim();

    private static byte[] Segment(byte marker, byte[] data) => [0xff, marker, 0, (byte)(data.Length + 2), .. data];

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] data)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, data.Length);
        return [.. name, .. size, .. data];
    }
}
