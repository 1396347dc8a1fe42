using System.CommandLine;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Support;
using StreamColorizer.Commands;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Quality;
using StreamColorizer.Media.Pictures;

namespace EndToEnd.Tests.Evaluate;

public sealed class EvaluateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Figures_go_from_gray_to_truth()
    {
        WritePictures("set", 4);
        Assert.Equal(0, await RunAsync(Full("set"), "--report", Full("out"), "--saturation", "0,1.5"));
        var rows = Rows(Full("out"), "all");
        Assert.Equal(["gray", "tiny ×0", "tiny ×1.5", "truth"], rows.Select(row => (string?)row["contestant"]));
        var (gray, none, much, truth) = (rows[0], rows[1], rows[2], rows[3]);
        Assert.Equal(0, (double)gray["colorfulness"]!);
        Assert.Equal((double)gray["psnr"]!, (double)none["psnr"]!, 1e-9);
        Assert.True((double)much["colorfulness"]! > 1);
        Assert.Null(truth["psnr"]);
        Assert.Equal(0, (double)truth["deltaE"]!);
        Assert.Equal(1, (double)truth["ssim"]!, 1e-5);
        Assert.Equal(1, (double)truth["colorfulnessRatio"]!);
    }

    [Fact]
    public async Task Rows_have_names_of_their_own()
    {
        WritePictures("set", 1);
        Directory.CreateDirectory(Full("truth"));
        await FailsAsync(
            ExitCode.Usage, "Two rows are called truth: name them apart with --compare NAME=FOLDER.", Full("set"), "--compare", Full("truth"));
    }

    [Fact]
    public async Task Groups_are_named_sets_of_sources_and_each_source()
    {
        WritePictures("set", 3);
        Assert.Equal(0, await RunAsync(Full("set"), "--report", Full("out"), "--group", "few=a", "--group", "none=c"));
        Assert.Equal(["all", "few", "a", "b"], Report(Full("out"))["groups"]!.AsArray().Select(group => (string?)group!["name"]));
    }

    [Fact]
    public async Task Another_programs_pictures_get_the_same_figures()
    {
        WritePictures("set", 3);
        Assert.Equal(0, await RunAsync(Full("set"), "--export", Full("made")));
        Assert.Equal(0, await RunAsync(Full("set"), "--compare", $"same={Full("made/tiny")}", "--report", Full("out")));
        var rows = Rows(Full("out"), "all");
        Assert.Equal("same", (string?)rows[2]["contestant"]);
        foreach (var figure in new[] { "psnr", "ssim", "deltaE", "mseAb", "aucAb", "hueDistance", "colorfulness" })
            Assert.Equal((double)rows[1][figure]!, (double)rows[2][figure]!, 1e-12);
    }

    [Fact]
    public async Task A_missing_recolored_picture_is_said()
    {
        WritePictures("set", 1);
        Directory.CreateDirectory(Full("other"));
        await FailsAsync(
            ExitCode.Failed,
            $"The folder {Full("other")} of --compare lacks {Full("other/a/0.png")}, a recolored a/0.png.",
            Full("set"), "--compare", Full("other"));
    }

    [Fact]
    public async Task A_recolored_picture_of_another_size_is_said()
    {
        Write("set/a/0.png", Picture(40, 30, 1));
        Write("other/a/0.png", Picture(20, 15, 1));
        await FailsAsync(
            ExitCode.Failed,
            $"The picture {Full("other/a/0.png")} of --compare has 20x15 pixels, but a/0.png has 40x30: color it at its own size.",
            Full("set"), "--compare", Full("other"));
    }

    [Fact]
    public async Task A_gray_truth_and_an_unreadable_picture_are_left_out_and_said()
    {
        WritePictures("set", 2);
        Write("set/a/gray.png", new RgbPicture(40, 30, [.. Enumerable.Range(0, 1200).SelectMany(i => Enumerable.Repeat((byte)i, 3))]));
        File.WriteAllText(Full("set/a/text.png"), "no picture");
        Assert.Equal((int)ExitCode.Partial, await RunAsync(Full("set"), "--report", Full("out")));
        var report = Report(Full("out"));
        Assert.Equal(2, report["pictures"]!.AsArray().Count);
        Assert.Equal(
            [
                "The picture a/gray.png was left out: it is gray itself, so there are no true colors to compare with.",
                "The picture 'a/text.png' (10 bytes) cannot be read: check that it was copied whole and is PNG, JPEG, TIFF, WebP or BMP.",
            ],
            report["warnings"]!.AsArray().Select(warning => (string)warning!));
    }

    [Fact]
    public async Task Only_gray_truth_fails()
    {
        Write("gray.png", new RgbPicture(20, 20, new byte[1200]));
        await FailsAsync(
            ExitCode.Failed, "The picture gray.png was left out: it is gray itself, so there are no true colors to compare with.", Full("gray.png"));
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_said()
    {
        WritePictures("set", 1);
        Directory.CreateDirectory(Full("out/report.json.tmp"));
        await FailsAsync(
            ExitCode.TryAgain,
            $"The reports or pictures cannot be written: Access to the path '{Full("out/report.json.tmp")}' is denied; make room and run the command again.",
            Full("set"), "--report", Full("out"));
    }

    [Fact]
    public async Task A_clip_is_judged_with_one_embedding_for_a_scene()
    {
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10:duration=2.3", "-pix_fmt", "yuv420p", Full("clip.mp4"));
        Assert.Equal(0, await RunAsync(Full("clip.mp4"), "--report", Full("out")));
        var clip = Report(Full("out"))["clips"]![0]!;
        Assert.Equal((23, 3, 1), ((int)clip["frames"]!, (int)clip["scoredFrames"]!, (int)clip["embeddings"]!));
        var (gray, truth) = (clip["rows"]![0]!, clip["rows"]![2]!);
        Assert.Equal(0, (double)gray["flicker"]!, 1e-3);
        Assert.True((double)truth["cdc"]! > 0);
        Assert.Equal(0, (double)truth["figures"]!["deltaE"]!);
    }

    [Fact]
    public async Task The_page_shows_sorts_and_charts_in_a_browser()
    {
        WritePictures("set", 6);
        Assert.Equal(0, await RunAsync(Full("set"), "--report", Full("out"), "--saturation", "0.5,1,2"));
        var dom = await Browser.OpenAsync(Full("out/report.html"), "document.querySelectorAll('thead th')[1].click()");
        Assert.Equal(2, dom.Split("<svg").Length - 1);
        Assert.Equal(6 * 5, dom.Split("data:image/jpeg").Length - 1);
        Assert.Contains("aria-sort=\"descending\"", dom, StringComparison.Ordinal);
        var order = new[] { "<td>tiny ×0.5</td>", "<td>gray</td>", "<td>truth</td>" }.Select(cell => dom.IndexOf(cell, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, order);
        // Truth has no PSNR and stands last whatever the order.
        Assert.True(order[2] > order[0] && order[2] > order[1]);
    }

    [Fact]
    public async Task A_page_with_many_rows_is_no_wider_than_its_window()
    {
        WritePictures("set", 1);
        Assert.Equal(0, await RunAsync(Full("set"), "--report", Full("out"), "--saturation", "0.2,0.4,0.6,0.8,1,1.2,1.4,1.6,1.8,2"));
        var dom = await Browser.OpenAsync(
            Full("out/report.html"), "document.title = document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.Contains("<title>0</title>", dom, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_blind_test_counts_who_was_fooled()
    {
        WritePictures("set", 5);
        Assert.Equal(0, await RunAsync(Full("set"), "--blind", Full("blind")));
        var dom = await Browser.OpenAsync(
            Full("blind/blind.html"),
            "document.getElementById('begin').click(); for (let i = 0; i < 5; i++) document.querySelector(`[data-fake=${i < 2}]`).click();");
        Assert.Contains("fooled 3 of 5 times", dom, StringComparison.Ordinal);
        Assert.Contains("60.0 %", dom, StringComparison.Ordinal);
        Assert.Contains("<path d=\"M0 0L0 -1A1 1 0 1 1", dom, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--size 8", "--size takes a whole number from 16 to 2048, not 8")]
    [InlineData("--saturation 1,many", "--saturation takes numbers from 0 to 4 with commas between them, not \"many\"")]
    [InlineData("--group people", "--group takes NAME=SOURCE,SOURCE… with each name once")]
    public void Wrong_options_are_said(string options, string sentence) =>
        Assert.Equal(sentence, EvaluateCommand.Create().Parse(["x", .. options.Split(' ')]).Errors[0].Message);

    public void Dispose() => _folder.Dispose();

    private static Task<int> RunAsync(params string[] arguments) => EvaluateCommand.Create()
        .Parse([.. arguments, "--model", Repository.TinyBundle, "--device", "cpu"])
        .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);

    private static async Task FailsAsync(ExitCode code, string sentence, params string[] arguments)
    {
        var fault = await Assert.ThrowsAsync<ColorizerException>(() => RunAsync(arguments));
        Assert.Equal((sentence, code), (fault.Message, fault.ExitCode));
    }

    private static JsonNode Report(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "report.json")))!;

    private static JsonNode[] Rows(string folder, string group) =>
        [.. Report(folder)["groups"]!.AsArray().Single(one => (string?)one!["name"] == group)!["rows"]!.AsArray().Select(row => row!)];

    private static RgbPicture Picture(int width, int height, int seed)
    {
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = (i % width, i / width);
            pixels[3 * i] = (byte)(128 + 100 * Math.Sin(x * 0.11 * seed));
            pixels[3 * i + 1] = (byte)(128 + 90 * Math.Cos(y * 0.07 * seed));
            pixels[3 * i + 2] = (byte)(60 + x + y);
        }

        return new RgbPicture(width, height, pixels);
    }

    private void WritePictures(string folder, int count)
    {
        for (var i = 0; i < count; i++)
            Write($"{folder}/{(i % 2 == 0 ? 'a' : 'b')}/{i}.png", Picture(90, 60, i + 1));
    }

    private void Write(string name, RgbPicture picture)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(name))!);
        File.WriteAllBytes(Full(name), RgbPictures.Png(picture));
    }

    private string Full(string name) => _folder.File(name);
}
