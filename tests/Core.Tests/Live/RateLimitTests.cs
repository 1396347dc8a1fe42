using StreamColorizer.Core.Live;

namespace Core.Tests.Live;

public sealed class RateLimitTests
{
    [Theory]
    [InlineData(30, 30, 300)]
    [InlineData(30, 15, 150)]
    [InlineData(25, 10, 100)]
    [InlineData(10, 30, 100)]
    [InlineData(29.97, 30, 299)]
    public void LetsTheRatePass(double source, double limit, int expected)
    {
        var rate = new RateLimit(limit);
        var passed = Enumerable.Range(0, (int)(source * 10)).Count(i => rate.Passes(TimeSpan.FromSeconds(i / source)));
        Assert.InRange(passed, expected * .95, expected * 1.05);
    }

    [Fact]
    public void AFrameThatComesLate_DoesNotCostTheNext()
    {
        var rate = new RateLimit(30);
        double[] milliseconds = [0, 67, 180, 200, 267, 333, 390, 400];
        Assert.All(milliseconds, time => Assert.True(rate.Passes(TimeSpan.FromMilliseconds(time)), $"the frame at {time} ms was dropped"));
    }

    [Fact]
    public void ATimestampThatJumpsBack_DoesNotStopTheFeed()
    {
        var rate = new RateLimit(10);
        Assert.True(rate.Passes(TimeSpan.FromSeconds(1000)));
        Assert.True(rate.Passes(TimeSpan.FromSeconds(1)));
        Assert.True(rate.Passes(TimeSpan.FromSeconds(1.1)));
    }
}
