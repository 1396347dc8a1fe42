using Microsoft.Extensions.Logging.Abstractions;
using StreamColorizer.Core.Live;

namespace Core.Tests.Live;

public sealed class FleetWatchTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly FakeTime _time = new();
    private readonly FleetWatch _fleet;
    private readonly StallPolicy[] _cameras;

    public FleetWatchTests()
    {
        _fleet = new FleetWatch(_time, NullLogger.Instance);
        _cameras = [.. Enumerable.Range(0, 3).Select(_ => new StallPolicy(_time, Timeout, Timeout))];
        foreach (var camera in _cameras)
            _fleet.Join(camera);
        Flow(3, 0, 1, 2);
    }

    [Fact]
    public void OneCamera_IsGivenUp()
    {
        Flow(10.5, 1, 2);
        Assert.Equal(FeedFault.Stalled, Verdict(0));
    }

    [Fact]
    public void TwoOfThree_AreGivenUp()
    {
        Flow(10.5, 2);
        Assert.Equal(FeedFault.Stalled, Verdict(0));
        Assert.Equal(FeedFault.Stalled, Verdict(1));
    }

    [Fact]
    public void All_AreKeptForAWhile_ThenTheNetworkIsToBlame()
    {
        Flow(2, 1); // its buffer held a little more
        _time.Pass(10.5);
        Assert.Null(Verdict(0));
        _time.Pass(17);
        Assert.Null(Verdict(0));
        _time.Pass(2);
        Assert.Equal(FeedFault.Outage, Verdict(0));
    }

    [Fact]
    public void WhenTheNetworkIsBack_TheOthersMayFollow()
    {
        _time.Pass(12);
        Assert.Null(Verdict(0));
        Flow(1, 1);
        Assert.Null(Verdict(0));
        Flow(9.5, 1);
        Assert.Null(Verdict(0));
        Flow(1, 1);
        Assert.Equal(FeedFault.Stalled, Verdict(0));
    }

    [Fact]
    public void ACameraAlone_IsGivenUp()
    {
        _fleet.Leave(_cameras[1]);
        _fleet.Leave(_cameras[2]);
        _time.Pass(10.5);
        Assert.Equal(FeedFault.Stalled, Verdict(0));
    }

    [Fact]
    public void OneThatNeverGaveAPicture_IsGivenUp_WhateverTheOthersDo()
    {
        var fresh = new StallPolicy(_time, Timeout, Timeout);
        _time.Pass(10.5);
        Assert.Equal(FeedFault.Stalled, _fleet.Judge(fresh, Timeout));
    }

    private FeedFault? Verdict(int camera) => _fleet.Judge(_cameras[camera], Timeout);

    private void Flow(double seconds, params int[] cameras)
    {
        for (var passed = 0.0; passed < seconds; passed += .5)
        {
            _time.Pass(.5);
            foreach (var camera in cameras)
                _cameras[camera].Frame(_time.GetUtcNow() - DateTimeOffset.UnixEpoch);
        }
    }
}
