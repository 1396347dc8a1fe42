using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.CommandLine;

public sealed class SentenceTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("--crf takes a whole number from 0 to 63, not \"abc\": see streamcolorizer colorize --help.", "--crf", "abc")]
    [InlineData("--codec takes x264, x265, av1, prores or ffv1, not \"vp9\": see streamcolorizer colorize --help.", "--codec", "vp9")]
    [InlineData("--from takes a time such as 90, 1:30 or 0:01:30.5, not \"1:99\": see streamcolorizer colorize --help.", "--from", "1:99")]
    [InlineData("--saturation takes a number from 0 to 4, not \"5\": see streamcolorizer colorize --help.", "--saturation", "5")]
    [InlineData("There is no option --krf: did you mean --crf? See streamcolorizer colorize --help.", "--krf", "3")]
    [InlineData("--size takes a whole number from 16 to 2048, not \"-1\": see streamcolorizer colorize --help.", "--size", "-1")]
    [InlineData("--to (0:00:05) must lie behind --from (0:00:10): move one of them.", "--from", "10", "--to", "5")]
    [InlineData("--resume and --no-resume exclude each other: give one of them.", "--resume", "--no-resume")]
    [InlineData("--report names one file and there are 2 inputs: leave it out, or color them one by one.", "other.mkv", "--report", "r.json")]
    [InlineData("A word of the command line is empty (\"\"): put a name there, or leave it out: see streamcolorizer colorize --help.", "-o", "")]
    [InlineData("--device is \"gpu\", but takes auto, cpu, webgpu, webgpu:N, cuda or cuda:N.", "--device", "gpu")]
    public async Task AWrongOptionIsOneSentence(string sentence, params string[] arguments)
    {
        var ended = await Cli.RunAsync(["colorize", "film.mkv", .. arguments]);

        Assert.Equal(2, ended.Code);
        Assert.Equal(sentence + "\n", ended.Errors);
    }

    [Fact]
    public async Task ANameThatATerminalWouldObey_IsShownHarmless_AndStopsNothing()
    {
        var evil = await Clip.MakeAsync(_temporary.File("new\nline\e[31m.mkv"), seconds: 3);
        var film = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);
        var ended = await Cli.ColorizeAsync(evil, film);

        Assert.Equal(3, ended.Code);
        Assert.Contains($"The name '{_temporary.Path}/new?line?[31m.mkv' or that of its output holds characters that cannot be printed, shown as ?: rename it.\n", ended.Errors);
        Assert.DoesNotContain('\e', ended.Errors + ended.Output);
        Assert.Contains("1 of 2 done.", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatBeginsWithADash_IsNamedByItsFolderOrBehindTwoDashes()
    {
        await Clip.MakeAsync(_temporary.File("-film.mkv"), seconds: 3);
        using var mistaken = Cli.StartIn(_temporary.Path, "colorize", "-film.mkv");
        Assert.Equal("There is no option -film.mkv (the file is ./-film.mkv): see streamcolorizer colorize --help.\n", (await mistaken.EndAsync()).Errors);
        foreach (var arguments in (string[][])[["./-film.mkv", "--overwrite"], ["--overwrite", "--", "-film.mkv"]])
        {
            using var program = Cli.StartIn(_temporary.Path, Cli.Colorize(arguments));
            Assert.Equal(0, (await program.EndAsync()).Code);
        }

        Assert.True(File.Exists(_temporary.File("-film.color.mkv")));
    }

    [Fact]
    public async Task HelpTeachesWithExamples()
    {
        var ended = await Cli.RunAsync("colorize", "--help");

        Assert.Equal(0, ended.Code);
        Assert.Contains("--embedding-cache", ended.Output, StringComparison.Ordinal);
        Assert.Contains("streamcolorizer colorize film.mkv --dry-run", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMissingOutputFolderIsNotMade()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);
        var folder = _temporary.File("missing");
        var ended = await Cli.ColorizeAsync(source, "-o", Path.Combine(folder, "color.mkv"));

        Assert.Equal(1, ended.Code);
        Assert.Equal($"The folder {folder} does not exist: make it, or choose another output with -o.", ended.LastError);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task AnExistingOutputIsNotReplacedUnasked()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);
        var output = _temporary.File("color.mkv");
        File.WriteAllText(output, "precious");
        var refused = await Cli.ColorizeAsync(source, "-o", output);

        Assert.Equal(2, refused.Code);
        Assert.Equal($"{output} exists already: replace it with --overwrite, or choose another output with -o.", refused.LastError);
        Assert.Equal("precious", File.ReadAllText(output));
        Assert.Equal(0, (await Cli.ColorizeAsync(source, "-o", output, "--overwrite")).Code);
        Assert.Equal("video audio", await Clip.StreamsAsync(output));
    }

    [Fact]
    public async Task ANameThatLeavesNoRoomForTheWorkFolder_IsSaid()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);
        var name = new string('n', 240) + ".mkv";
        var ended = await Cli.ColorizeAsync(source, "-o", _temporary.File(name));

        Assert.Equal(1, ended.Code);
        Assert.Equal($"The name {name} is too long, for the work folder's is longer still: choose a shorter one with -o.", ended.LastError);
    }

    [Theory]
    [InlineData("--from", "1")]
    [InlineData("--preset", "fast")]
    [InlineData("--deinterlace")]
    public async Task WhatFilmsAloneUnderstand_IsRefusedForPictures(params string[] option)
    {
        var picture = _temporary.File("picture.png");
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=32x32", "-frames:v", "1", picture);
        var ended = await Cli.ColorizeAsync([picture, .. option]);

        Assert.Equal((2, $"{option[0]} has no meaning for pictures: leave it out.\n"), (ended.Code, ended.Errors));
        Assert.False(File.Exists(_temporary.File("picture.color.png")));
    }

    [Fact]
    public async Task AFolderWithoutVideoIsSaid()
    {
        var folder = Directory.CreateDirectory(_temporary.File("empty")).FullName;
        var sentence = $"The folder {folder} holds no video file: name the file itself, or numbered pictures as {folder}/%05d.png.";
        var alone = await Cli.ColorizeAsync(folder);

        Assert.Equal(1, alone.Code);
        Assert.Equal(sentence, alone.LastError);
        var film = await Clip.MakeAsync(_temporary.File("a.mkv"), seconds: 3);
        var among = await Cli.ColorizeAsync(folder, film);
        Assert.Equal(3, among.Code);
        Assert.Contains(sentence, among.Errors, StringComparison.Ordinal);
        Assert.Contains("1 of 2 done.", among.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneFailureDoesNotStopTheRest()
    {
        await Clip.MakeAsync(_temporary.File("a.mkv"), seconds: 3);
        File.WriteAllText(_temporary.File("b.mkv"), "");
        await Clip.MakeAsync(_temporary.File("c.mkv"), seconds: 3);
        var ended = await Cli.ColorizeAsync(_temporary.Path);

        Assert.Equal(3, ended.Code);
        Assert.True(File.Exists(_temporary.File("a.color.mkv")));
        Assert.True(File.Exists(_temporary.File("c.color.mkv")));
        Assert.Contains("2 of 3 done.", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheFileSystemRefusesIsSaidAndDoesNotStopTheRest()
    {
        var film = await Clip.MakeAsync(_temporary.File("a.mkv"), seconds: 3);
        var picture = _temporary.File("b.png");
        // Nobody, not even root, can read what lies at address 0.
        File.CreateSymbolicLink(picture, "/proc/self/mem");
        var sentence = $"The picture '{picture}' cannot be read (Input/output error : '{picture}'): check its permissions and its disk.";

        var alone = await Cli.ColorizeAsync(picture, "--quiet");
        Assert.Equal((1, sentence + "\n"), (alone.Code, alone.Errors));
        var both = await Cli.ColorizeAsync(picture, film);
        Assert.Equal(3, both.Code);
        Assert.Contains(sentence + "\n", both.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(_temporary.File("a.color.mkv")));
        Assert.Contains("1 of 2 done.", both.Output, StringComparison.Ordinal);
    }
}
