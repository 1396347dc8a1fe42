using StreamColorizer.Core.Live;

namespace Core.Tests.Live;

public sealed class BackOffPolicyTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void Waits_GrowInSteps_AndStayForEver()
    {
        var policy = new BackOffPolicy(_time, new Middle());
        var waits = Enumerable.Range(0, 30).Select(_ => policy.Wait(FeedFault.Unreachable).TotalSeconds);
        Assert.Equal(
            [.. Enumerable.Repeat(1d, 5), .. Enumerable.Repeat(5d, 5), .. Enumerable.Repeat(10d, 10), .. Enumerable.Repeat(60d, 10)], waits);
    }

    [Fact]
    public void Refusal_GoesStraightToAMinute() =>
        Assert.Equal(60, new BackOffPolicy(_time, new Middle()).Wait(FeedFault.Refused).TotalSeconds);

    [Fact]
    public void Jitter_IsAtMostAFifth()
    {
        var policy = new BackOffPolicy(_time, new Random(1));
        var waits = Enumerable.Range(0, 200).Select(_ => policy.Wait(FeedFault.Refused).TotalSeconds).ToArray();
        Assert.All(waits, wait => Assert.InRange(wait, 48, 72));
        Assert.True(waits.Max() - waits.Min() > 20);
    }

    [Theory]
    [InlineData(29, 5)]
    [InlineData(30, 1)]
    public void HalfAMinuteOfFrames_BeginsAnew(double flow, double expected)
    {
        var policy = new BackOffPolicy(_time, new Middle());
        for (var i = 0; i < 7; i++)
            policy.Wait(FeedFault.Stalled);
        policy.Frame();
        _time.Pass(flow);
        policy.Frame();
        Assert.Equal(expected, policy.Wait(FeedFault.Stalled).TotalSeconds);
    }

    [Fact]
    public void Flow_IsCountedPerConnection()
    {
        var policy = new BackOffPolicy(_time, new Middle());
        for (var i = 0; i < 6; i++)
        {
            policy.Frame();
            _time.Pass(20);
            policy.Frame();
            policy.Wait(FeedFault.Unreachable);
        }

        Assert.Equal(5, policy.Wait(FeedFault.Unreachable).TotalSeconds);
    }

    [Fact]
    public void ChangedLayout_ConnectsAtOnce_ButOneThatChangesAllTheTimeWaits()
    {
        var policy = new BackOffPolicy(_time, new Middle());
        Assert.Equal(TimeSpan.Zero, policy.Wait(FeedFault.LayoutChanged));
        Assert.Equal([1, 1, 1, 1, 5], Enumerable.Range(0, 5).Select(_ => policy.Wait(FeedFault.LayoutChanged).TotalSeconds));
        for (var second = 0; second <= 30; second++, _time.Pass(1))
            policy.Frame();
        Assert.Equal(TimeSpan.Zero, policy.Wait(FeedFault.LayoutChanged));
    }

    private sealed class Middle : Random
    {
        public override double NextDouble() => .5;
    }
}
