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
        using var program = await AtWorkAsync("--other");

        Assert.Equal(Batch, Children.PolicyOf(program.Id));
        Assert.All(Children.ThreadsOf(program.Id, ".NET TP Worker"), thread => Assert.Equal(Batch, Children.PolicyOf(thread)));
        var children = Children.Of(program.Id, "ffmpeg");
        Assert.NotEmpty(children);
        Assert.All(children, child => Assert.Equal(Batch, Children.PolicyOf(child)));
    }

    [Fact]
    public async Task ThePolicyThatTheUserChoseStays()
    {
        using var program = await AtWorkAsync("--idle");

        Assert.Equal(Idle, Children.PolicyOf(program.Id));
        Assert.All(Children.Of(program.Id, "ffmpeg"), child => Assert.Equal(Idle, Children.PolicyOf(child)));
    }

    // Started under a policy, and held while one of its encoders is there.
    private async Task<Cli> AtWorkAsync(string policy)
    {
        var source = await Clip.MakeAsync(_temporary.File("source.mkv"), seconds: 36, rate: 10, size: "192x128", format: "gray");
        var program = Cli.StartThrough(["chrt", policy, "0"], Cli.Colorize(source, "-o", _temporary.File("color.mkv")));
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
