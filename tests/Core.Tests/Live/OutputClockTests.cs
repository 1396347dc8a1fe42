using StreamColorizer.Core.Live;

namespace Core.Tests.Live;

public sealed class OutputClockTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void KeepsTheSourcesSteps_WhateverTheArrival()
    {
        var clock = new OutputClock(_time);
        var first = Next(clock, 100, .0);
        Assert.Equal(9000, Next(clock, 100.1, .17) - first);
        Assert.Equal(18000, Next(clock, 100.2, .03) - first);
    }

    [Fact]
    public void DropsLeaveGaps_NotSlowMotion()
    {
        var clock = new OutputClock(_time);
        var first = Next(clock, 0, 0);
        Assert.Equal(5 * 90000, Next(clock, 5, 5) - first);
    }

    [Theory]
    [InlineData(-1000)]
    [InlineData(1000)]
    public void JumpsOfTheSource_AreLaidOnTheClock(double jump)
    {
        var clock = new OutputClock(_time);
        var first = Next(clock, 2000, 0);
        Assert.Equal(90000, Next(clock, 2000 + jump, 1) - first);
        Assert.Equal(99000, Next(clock, 2000 + jump + .1, .1) - first);
    }

    [Fact]
    public void AlwaysGrows()
    {
        var clock = new OutputClock(_time);
        var last = -1L;
        foreach (var source in (double[])[1, 1, .9, 50, 3, 3])
        {
            var next = Next(clock, source, .001);
            Assert.True(next > last);
            last = next;
        }

        Assert.True(clock.Next(null, _time.GetTimestamp()) > last);
    }

    private long Next(OutputClock clock, double source, double passed)
    {
        _time.Pass(passed);
        return clock.Next(TimeSpan.FromSeconds(source), _time.GetTimestamp());
    }
}
