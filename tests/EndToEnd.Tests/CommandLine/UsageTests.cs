using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.CommandLine;

public sealed class UsageTests
{
    [Theory]
    [InlineData("There is no command colourize: did you mean colorize? See streamcolorizer --help.", "colourize", "film.mkv")]
    [InlineData("There is no command film.mkv: see streamcolorizer --help.", "film.mkv")]
    [InlineData("There is no command /tmp: did you mean colorize /tmp? See streamcolorizer --help.", "/tmp")]
    [InlineData("There is no option --verison: did you mean --version? See streamcolorizer --help.", "--verison")]
    [InlineData("There is no option --overwrit=x: did you mean --overwrite? See streamcolorizer colorize --help.", "colorize", "a.mkv", "--overwrit=x")]
    [InlineData("There is no option --xyz: see streamcolorizer colorize --help.", "colorize", "a.mkv", "--xyz")]
    [InlineData("colorize needs INPUT behind it: see streamcolorizer colorize --help.", "colorize", "-o", "b.mkv")]
    [InlineData("probe has no place for the word b.mkv: see streamcolorizer probe --help.", "probe", "a.mkv", "b.mkv")]
    [InlineData("serve needs --config FILE: see streamcolorizer serve --help.", "serve")]
    [InlineData("--output needs a value (FILE|FOLDER): see streamcolorizer colorize --help.", "colorize", "a.mkv", "-o")]
    [InlineData("--codec takes one value and got 2: see streamcolorizer colorize --help.", "colorize", "a.mkv", "--codec", "x264", "--codec", "av1")]
    [InlineData("--overwrite takes no value: leave out =false: see streamcolorizer colorize --help.", "colorize", "a.mkv", "--overwrite=false")]
    public async Task AWrongWordIsOneSentence_WithTheWordThatWasProbablyMeant(string sentence, params string[] arguments)
    {
        var ended = await Cli.RunAsync(arguments);

        Assert.Equal(2, ended.Code);
        Assert.Equal(sentence + "\n", ended.Errors);
    }

    [Theory]
    [InlineData()]
    [InlineData("colorize")]
    [InlineData("probe")]
    [InlineData("serve")]
    [InlineData("check-config")]
    [InlineData("models")]
    [InlineData("doctor")]
    [InlineData("evaluate")]
    public async Task EachCommandTeachesByExample(params string[] command)
    {
        var ended = await Cli.RunAsync([.. command, "--help"]);

        Assert.Equal(0, ended.Code);
        Assert.Contains($"Examples:\n  streamcolorizer {(command is [var name] ? name : "colorize")}", ended.Output, StringComparison.Ordinal);
    }
}
