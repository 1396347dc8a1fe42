using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

public sealed class SchedulingTests : IDisposable
{
    private const string Batch = "3", Idle = "5";
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task TheWorkerAndItsChildrenAreScheduledForThroughput()
    {
        using var program = await AtWorkAsync("nice", "-n", "5", "chrt", "--other", "0");

        Assert.Equal(Batch, Children.PolicyOf(program.Id));
        Assert.All(Children.ThreadsOf(program.Id, ".NET TP Worker"), thread => Assert.Equal(Batch, Children.PolicyOf(thread)));
        var children = Children.Of(program.Id, "ffmpeg");
        Assert.NotEmpty(children);
        Assert.All(children, child => Assert.Equal(Batch, Children.PolicyOf(child)));
        Assert.All([program.Id, .. children], id => Assert.Equal("5", Children.NiceOf(id)));
        // Older kernels grant no turn of one's own, and not every kernel tells.
        if (Environment.OSVersion.Version >= new Version(6, 12) && Children.TurnOf(Environment.ProcessId) is not null)
            Assert.All([program.Id, .. children], id => Assert.Equal("100000000", Children.TurnOf(id)));
    }

    [Fact]
    public async Task ThePolicyThatTheUserChoseStays()
    {
        using var program = await AtWorkAsync("chrt", "--idle", "0");

        Assert.Equal(Idle, Children.PolicyOf(program.Id));
        Assert.All(Children.Of(program.Id, "ffmpeg"), child => Assert.Equal(Idle, Children.PolicyOf(child)));
    }

    // Started through other programs, and held while one of its encoders is there.
    private async Task<Cli> AtWorkAsync(params string[] through)
    {
        var source = await Clip.MakeAsync(_temporary.File("source.mkv"), seconds: 36, rate: 10, size: "192x128", format: "gray");
        var program = Cli.StartThrough(through, Cli.Colorize(source, "-o", _temporary.File("color.mkv")));
        while (!program.HasExited)
        {
            Assert.True(await program.HoldAsync());
            if (Children.Of(program.Id, "libx264").Count > 0)
                return program;
            program.Signal(Cli.Continue);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException("The program ended before an encoder was seen.");
    }
}
