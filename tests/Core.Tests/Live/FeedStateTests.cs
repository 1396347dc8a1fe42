using StreamColorizer.Core.Live;

namespace Core.Tests.Live;

public sealed class FeedStateTests
{
    [Fact]
    public void AnOutageBeginsOnce_HoweverOftenItIsTriedToConnect()
    {
        var time = new FakeTime();
        var state = new FeedState(time);
        time.Pass(5);
        state.Enter(FeedPhase.Up);
        Assert.Equal((FeedPhase.Up, At(5)), state.Now);
        time.Pass(10);
        foreach (var phase in (FeedPhase[])[FeedPhase.Waiting, FeedPhase.Connecting, FeedPhase.Waiting, FeedPhase.Connecting])
        {
            state.Enter(phase);
            Assert.Equal((phase, At(15)), state.Now);
            time.Pass(60);
        }

        state.Enter(FeedPhase.Up);
        Assert.Equal((FeedPhase.Up, At(255)), state.Now);
    }

    private static DateTimeOffset At(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);
}
