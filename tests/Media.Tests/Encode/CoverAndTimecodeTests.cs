using StreamColorizer.Media.Decode;
using StreamColorizer.Media.Probe;

namespace Media.Tests.Encode;

public sealed class CoverAndTimecodeTests
{
    private const string Kinds = "stream=codec_type:stream_disposition=attached_pic";

    [Theory]
    [InlineData("in.mp4", "out.mkv")]
    [InlineData("in.mp4", "out.mp4")]
    [InlineData("in.mkv", "out.mkv")]
    [InlineData("in.mkv", "out.mp4")]
    public async Task ACoverStaysACover_ByteForByte(string input, string output)
    {
        using var folder = new TempFolder();
        Make(folder);
        Assert.Empty(await Workshop.RemakeAsync(folder[input], folder[output]));

        Assert.Equal("video,0 audio,0 video,1", Facts(folder[output], Kinds));
        Ffmpeg.Run("-i", folder[output], "-map", "0:v:1", "-c", "copy", "-f", "image2pipe", folder["back.jpg"]);
        Assert.Equal(File.ReadAllBytes(folder["art.jpg"]), File.ReadAllBytes(folder["back.jpg"]));
    }

    [Fact]
    public async Task ACoverBesideAnAttachment_IsTheOneThatIsAPicture()
    {
        using var folder = new TempFolder();
        Make(folder);
        File.WriteAllText(folder["font.ttf"], "letters");
        Ffmpeg.Run("-i", folder["in.mp4"], "-map", "0:v:0", "-c", "copy", "-attach", folder["font.ttf"], "-metadata:s:t:0", "mimetype=font/ttf",
            "-attach", folder["art.jpg"], "-metadata:s:t:1", "mimetype=image/jpeg", folder["both.mkv"]);
        Assert.Empty(await Workshop.RemakeAsync(folder["both.mkv"], folder["out.mkv"]));

        Assert.Equal("video,0 attachment,0 video,1", Facts(folder["out.mkv"], Kinds));
    }

    [Theory]
    [InlineData("out.mov")]
    [InlineData("out.mp4")]
    [InlineData("out.mkv")]
    public async Task ATimecodeIsCarriedOver_AndAPartOfAFilmHasNone(string output)
    {
        using var folder = new TempFolder();
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=2", "-c:v", "libx264", "-timecode", "10:11:12:13", folder["in.mov"]);
        Assert.Equal("10:11:12:13", (await MediaProbe.ProbeAsync(folder["in.mov"], TestContext.Current.CancellationToken)).Timecode);
        Assert.Empty(await Workshop.RemakeAsync(folder["in.mov"], folder[output]));
        Assert.Equal("10:11:12:13", (await MediaProbe.ProbeAsync(folder[output], TestContext.Current.CancellationToken)).Timecode);

        var part = new DecodeOptions { From = TimeSpan.FromSeconds(1) };
        Assert.Equal(["The stream 1 (data, tmcd) is not carried over."], await Workshop.RemakeAsync(folder["in.mov"], folder["part-" + output], decode: part));
        Assert.Null((await MediaProbe.ProbeAsync(folder["part-" + output], TestContext.Current.CancellationToken)).Timecode);
    }

    [Fact]
    public async Task MpegTsSaysWhoColorizedIt()
    {
        using var folder = new TempFolder();
        SampleFilm.Make(folder, "in.ts");
        await Workshop.RemakeAsync(folder["in.ts"], folder["out.ts"]);

        Assert.Contains("colorized by a test", Ffmpeg.Probe("-show_programs", folder["out.ts"]), StringComparison.Ordinal);
    }

    private static void Make(TempFolder folder)
    {
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=48x48", "-frames:v", "1", "-update", "1", folder["art.jpg"]);
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=1", "-f", "lavfi", "-i", "sine=d=1", "-i", folder["art.jpg"], "-map", "0", "-map", "1",
            "-map", "2", "-c:v:0", "libx264", "-c:a", "aac", "-c:v:1", "copy", "-disposition:v:1", "attached_pic", folder["in.mp4"]);
        Ffmpeg.Run("-i", folder["in.mp4"], "-map", "0:v:0", "-map", "0:a", "-c", "copy", "-attach", folder["art.jpg"], "-metadata:s:t", "mimetype=image/jpeg",
            folder["in.mkv"]);
    }

    private static string Facts(string path, string entries) =>
        Ffmpeg.Probe("-show_entries", entries, "-of", "csv=p=0", path).ReplaceLineEndings(" ").Trim();
}
