using StreamColorizer.Media.Decode;

namespace Media.Tests.Encode;

/// <summary>Subtitles that last over the borders of a part; the sample has them at 0.5 to 1.5 and 2 to 3 seconds.</summary>
public sealed class SubtitleCutTests
{
    private static readonly DecodeOptions Part = new() { From = TimeSpan.FromSeconds(1), To = TimeSpan.FromSeconds(2.5) };

    [Theory]
    [InlineData("in.mkv", "out.mkv")]
    [InlineData("in.mp4", "out.mp4")]
    [InlineData("in.mp4", "out.mov")]
    public async Task WhatLastsIntoAPartIsShownForItsRest(string input, string output)
    {
        using var folder = new TempFolder();
        Make(folder, input);
        await Workshop.RemakeAsync(folder[input], folder[output], decode: Part);

        Assert.Equal(
            ["00:00:00,000 --> 00:00:00,500", "Hello", "00:00:01,000 --> 00:00:01,500", "World"], Shown(folder, output));
    }

    [Fact]
    public async Task APartWithoutABeginningEndsItsSubtitlesToo()
    {
        using var folder = new TempFolder();
        Make(folder, "in.mkv");
        await Workshop.RemakeAsync(folder["in.mkv"], folder["out.mkv"], decode: Part with { From = null });

        Assert.Equal(
            ["00:00:00,500 --> 00:00:01,500", "Hello", "00:00:02,000 --> 00:00:02,500", "World"], Shown(folder, "out.mkv"));
    }

    [Fact]
    public async Task WhatIsLeftOutOfConvertedSubtitlesIsSaid()
    {
        using var folder = new TempFolder();
        Make(folder, "in.mkv");
        var remarks = await Workshop.RemakeAsync(folder["in.mkv"], folder["out.mp4"], decode: Part);

        Assert.Equal(["00:00:01,000 --> 00:00:02,000", "World"], Shown(folder, "out.mp4"));
        Assert.Contains(
            "Of the subtitle stream 3 (subrip), what began before --from was left out, though it may last longer.", remarks);
    }

    // AAC begins before zero, and Matroska moves all streams by that.
    private static void Make(TempFolder folder, string name) => SampleFilm.Make(folder, name, "-c:a", Path.GetExtension(name) == ".mkv" ? "flac" : "aac");

    private static string[] Shown(TempFolder folder, string film)
    {
        Ffmpeg.Run("-i", folder[film], "-map", "0:s", folder["shown.srt"]);
        return [.. File.ReadLines(folder["shown.srt"]).Where(static line => line.Contains(':') || line.Any(char.IsLetter))];
    }
}
