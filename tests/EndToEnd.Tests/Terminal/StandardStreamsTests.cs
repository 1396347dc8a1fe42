using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Terminal;

/// <summary>What becomes of films and answers where nothing can be printed.</summary>
public sealed class StandardStreamsTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData(">/dev/full")]
    [InlineData("2>/dev/full")]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData("<&- >&- 2>&-")]
    public async Task AFilmIsWholeWhereNothingCanBePrinted(string redirection)
    {
        var source = await Clip.MakeAsync(_temporary.File("film with 'a name.mkv"));
        var output = _temporary.File("color.mkv");

        var ended = await RunAsync(redirection, Cli.Colorize(source, "-o", output, "--codec", "ffv1"));

        Assert.Equal(0, ended.Code);
        Assert.Equal(await Clip.LumaAsync(source), await Clip.LumaAsync(output));
        Assert.False(Directory.Exists(output + ".streamcolorizer"));
    }

    [Theory]
    [InlineData("probe", "FILM")]
    [InlineData("models")]
    [InlineData("colorize", "FILM", "--dry-run", "--quiet", "--device", "cpu", "--model", "TINY")]
    [InlineData("colorize", "--help")]
    public async Task WhatCannotBePrintedThoughItWasAskedForIsSaid(params string[] words)
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"));
        string[] arguments = [.. words.Select(word => word switch { "FILM" => source, "TINY" => Repository.TinyBundle, _ => word })];

        var ended = await RunAsync(">/dev/full", arguments);

        Assert.Equal(1, ended.Code);
        Assert.Equal("Standard output cannot be written (No space left on device): send it to another place.", ended.LastError);
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public async Task AFaultThatCannotBePrintedKeepsItsCode(string redirection) =>
        Assert.Equal(1, (await RunAsync(redirection, "probe", _temporary.File("nothing.mkv"))).Code);

    // Without /dev/null there, the answer would go to a descriptor that the runtime opened for itself.
    [Fact]
    public async Task AnAnswerThatNobodyWantsIsNoFault()
    {
        var ended = await RunAsync(">&-", "models");

        Assert.Equal((0, ""), (ended.Code, ended.Errors));
    }

    private static async Task<Ended> RunAsync(string redirection, params string[] arguments)
    {
        using var program = Cli.StartThrough(["sh", "-c", $"exec \"$0\" \"$@\" {redirection}"], arguments);
        return await program.EndAsync();
    }
}
