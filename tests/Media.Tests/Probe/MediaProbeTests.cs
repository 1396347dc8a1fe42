using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Media.Probe;

namespace Media.Tests.Probe;

public sealed class MediaProbeTests
{
    [Fact]
    public async Task AFilmIsKnownBeforeItIsDecoded()
    {
        using var folder = new TempFolder();
        Encode.SampleFilm.Make(folder, "in.mkv");
        var facts = await ProbeAsync(folder["in.mkv"]);
        var video = facts.Video;
        Assert.Equal("matroska,webm", facts.Container);
        Assert.Equal(("h264", 162, 122, "yuv420p", 8), (video.Codec, video.Width, video.Height, video.PixelFormat, video.BitDepth));
        Assert.Equal((16, 11, 0, false, false), (video.SampleWidth, video.SampleHeight, video.Rotation, video.IsInterlaced, video.IsVariableRate));
        Assert.Equal((new FrameRate(25, 1), new TimeBase(1, 1000)), (video.NominalRate, video.TimeBase));
        Assert.Equal((new ColorDescription(ColorMatrix.Bt601, false, ChromaSiting.Left), true), (video.Color, video.ColorGuessed));
        Assert.Equal(
            [StreamKind.Video, StreamKind.Audio, StreamKind.Audio, StreamKind.Subtitle, StreamKind.Attachment],
            facts.Streams.Select(s => s.Kind));
        Assert.Equal([null, "eng", "ita", "eng", null], facts.Streams.Select(s => s.Language));
        Assert.Equal(2, facts.Chapters);
        Assert.Equal(4.023, facts.DurationSeconds!.Value, 0.001);
    }

    [Fact]
    public async Task FieldsAreThoseOfTheFramesWhereTheHeadAloneSaysWhatIsDeclared()
    {
        using var folder = new TempFolder();
        Ffmpeg.Run(["-f", "lavfi", "-i", "testsrc2=s=320x240:d=0.4", "-vf", "setfield=bff", "-c:v", "libx264", "-flags", "+ildct+ilme",
            folder["fields.mkv"]]);
        Assert.Equal("bb", (await ProbeAsync(folder["fields.mkv"])).Video.FieldOrder);
        Assert.Equal("bt", (await MediaProbe.ProbeHeadAsync(folder["fields.mkv"], TestContext.Current.CancellationToken)).Video.FieldOrder);
    }

    [Theory]
    [InlineData("yuv420p", "320x240", "", ColorMatrix.Bt601, false, true)]
    [InlineData("yuv420p", "1280x720", "", ColorMatrix.Bt709, false, true)]
    [InlineData("yuv420p", "320x240", "-colorspace bt709 -color_range tv", ColorMatrix.Bt709, false, false)]
    [InlineData("yuv420p", "1280x720", "-colorspace smpte170m -color_range pc", ColorMatrix.Bt601, true, false)]
    [InlineData("yuv420p10le", "320x240", "-colorspace bt2020nc -color_range tv", ColorMatrix.Bt2020, false, false)]
    public async Task ColorsAreAsDeclaredElseGuessedAndSaid(
        string format, string size, string tags, ColorMatrix matrix, bool full, bool guessed)
    {
        using var folder = new TempFolder();
        Ffmpeg.Run(["-f", "lavfi", "-i", $"testsrc2=s={size}:d=0.2", "-pix_fmt", format, "-c:v", "ffv1",
            .. tags.Split(' ', StringSplitOptions.RemoveEmptyEntries), folder["in.mkv"]]);
        var video = (await ProbeAsync(folder["in.mkv"])).Video;
        Assert.Equal((matrix, full, guessed), (video.Color.Matrix, video.Color.FullRange, video.ColorGuessed));
    }

    [Theory]
    [InlineData("gray10le", 10, true)]
    [InlineData("gray", 8, true)]
    [InlineData("bgr0", 8, false)]
    [InlineData("yuv444p16le", 16, true)]
    [InlineData("gbrp12le", 12, false)]
    public async Task DepthAndKindOfLumaAreKnown(string format, int depth, bool hasLuma)
    {
        using var folder = new TempFolder();
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=d=0.2", "-pix_fmt", format, "-c:v", "ffv1", folder["in.mkv"]);
        var video = (await ProbeAsync(folder["in.mkv"])).Video;
        Assert.Equal((format, depth, hasLuma), (video.PixelFormat, video.BitDepth, video.HasLuma));
    }

    [Fact]
    public async Task CoverArtIsNotTheFilm()
    {
        using var folder = new TempFolder();
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=64x64:d=0.04", folder["cover.png"]);
        Ffmpeg.Run("-i", folder["cover.png"], "-f", "lavfi", "-i", "testsrc2=s=162x122:d=0.2", "-map", "0", "-map", "1", "-c:v:0", "copy",
            "-c:v:1", "libx264", "-disposition:v:0", "attached_pic", folder["in.mp4"]);
        Assert.Equal((162, 122), ((await ProbeAsync(folder["in.mp4"])) is var f ? (f.Video.Width, f.Video.Height) : default));
        Ffmpeg.Run("-i", folder["cover.png"], "-f", "lavfi", "-i", "sine=d=1", "-map", "0", "-map", "1", "-c:v:0", "copy",
            "-disposition:v:0", "attached_pic", folder["song.mp4"]);
        Assert.Equal($"The file '{folder["song.mp4"]}' has no video stream, only audio aac, cover picture png: there is nothing to color.",
            (await Assert.ThrowsAsync<ColorizerException>(() => ProbeAsync(folder["song.mp4"]))).Message);
    }

    [Fact]
    public async Task WhatIsNoFilmIsRefusedInOneSentence()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["text.mp4"], string.Concat(Enumerable.Repeat("This is a letter, not a film.\n", 200)));
        File.WriteAllBytes(folder["empty.mkv"], []);
        Ffmpeg.Run("-f", "lavfi", "-i", "sine=d=1", folder["song.m4a"]);
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=d=0.2", "-pix_fmt", "yuv420p10le", "-c:v", "libx265", "-x265-params", "log-level=error",
            "-color_trc", "smpte2084", folder["hdr.mkv"]);
        await RefusedAsync(folder["no.mkv"], "The file '{0}' does not exist: check its name and folder.");
        await RefusedAsync(Path.GetDirectoryName(folder["x"])!, "'{0}' is a folder, not a film: name a file in it.");
        await RefusedAsync(folder["empty.mkv"], "The file '{0}' is empty (0 bytes): there is nothing to color.");
        await RefusedAsync(folder["text.mp4"],
            "The file '{0}' is no video that ffmpeg can read (mov,mp4,m4a,3gp,3g2,mj2: moov atom not found): check that it is a film and was copied whole.");
        await RefusedAsync(folder["song.m4a"], "The file '{0}' has no video stream, only audio aac: there is nothing to color.");
        await RefusedAsync(folder["hdr.mkv"],
            "The film '{0}' is HDR, PQ (smpte2084), and only SDR can be colored: convert it to SDR first, for instance with ffmpeg's zscale and tonemap filters.");
    }

    [Theory]
    [InlineData("-leading dash.mkv")]
    [InlineData("a 'quoted' \"name\".mkv")]
    [InlineData("50% of it %05d!.mkv")]
    [InlineData("http:colon.mkv")]
    [InlineData("$HOME `id` \\back.mkv")]
    public async Task AnyFileNameWorksOnBothSides(string name)
    {
        using var folder = new TempFolder();
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=64x48:d=0.2", "-c:v", "ffv1", folder["plain.mkv"]);
        File.Move(folder["plain.mkv"], folder[name]);
        Assert.Empty(await Encode.Workshop.RemakeAsync(folder[name], folder[name + ".out.mkv"]));
    }

    private static Task<MediaFacts> ProbeAsync(string path) => MediaProbe.ProbeAsync(path, TestContext.Current.CancellationToken);

    private static async Task RefusedAsync(string path, string sentence)
    {
        var fault = await Assert.ThrowsAsync<ColorizerException>(() => ProbeAsync(path));
        Assert.Equal(ExitCode.Failed, fault.ExitCode);
        Assert.Equal(sentence.Replace("{0}", path, StringComparison.Ordinal), fault.Message);
    }
}
