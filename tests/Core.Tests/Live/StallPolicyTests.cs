using StreamColorizer.Core.Live;

namespace Core.Tests.Live;

public sealed class StallPolicyTests
{
    private readonly FakeTime _time = new();
    private readonly StallPolicy _policy;
    private double _pts;

    public StallPolicyTests() => _policy = new StallPolicy(_time, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10));

    [Fact]
    public void FirstPicture_HasItsOwnTime()
    {
        Assert.False(Waited(14.9));
        Assert.True(Waited(.2));
    }

    [Fact]
    public void NoFrames_AreAStall()
    {
        Flow(5);
        Assert.False(Waited(9.9));
        Assert.True(Waited(.2));
    }

    [Fact]
    public void OldFramesAfterATimeout_AreNoProgress()
    {
        Flow(5);
        Waited(9);
        Frame(.066);
        Frame(.066);
        Assert.True(Waited(1.2));
    }

    [Fact]
    public void SlowCameras_AreNoStall()
    {
        Frame(0);
        for (var i = 0; i < 20; i++)
        {
            Assert.False(Waited(8));
            Frame(8);
        }
    }

    [Fact]
    public void BackwardsTimestamps_AreCountedAndSurvived()
    {
        Flow(5);
        _pts = -1000;
        Flow(5);
        Assert.Equal(1, _policy.Jumps);
        Assert.False(_policy.IsStalled());
        Assert.True(Waited(11));
    }

    [Fact]
    public void ForwardJumps_AreCounted()
    {
        Flow(1);
        _pts += 1000;
        Flow(1);
        Assert.Equal(1, _policy.Jumps);
    }

    [Fact]
    public void AStallOfTheWorker_IsNotTheCameras()
    {
        Flow(5);
        _time.Pass(60);
        Assert.False(_policy.IsStalled());
        Assert.Equal(1, _policy.WorkerStalls);
        Assert.True(Waited(10.5));
    }

    private void Flow(double seconds)
    {
        for (var passed = 0d; passed < seconds; passed += .1)
        {
            _time.Pass(.1);
            Frame(.1);
            Assert.False(_policy.IsStalled());
        }
    }

    private void Frame(double step) => _policy.Frame(TimeSpan.FromSeconds(_pts += step));

    private bool Waited(double seconds)
    {
        var stalled = false;
        for (var left = seconds; left > 0; left -= .5)
        {
            _time.Pass(Math.Min(.5, left));
            stalled = _policy.IsStalled();
        }

        return stalled;
    }
}
