using StreamColorizer.Core.Live;

namespace Core.Tests.Live;

public sealed class DayNightPolicyTests
{
    private readonly FakeTime _time = new();
    private readonly DayNightPolicy _policy;

    public DayNightPolicyTests() => _policy = new DayNightPolicy(_time);

    [Theory]
    [InlineData(.3, true)]
    [InlineData(0, false)]
    [InlineData(.005, false)]
    public void FirstFrame_Decides(double share, bool color) => Assert.Equal(color, _policy.Frame(share));

    [Fact]
    public void SwitchesAfterTheHold_NotBefore()
    {
        Seen(.3, 10);
        Assert.True(Seen(0, 2.9));
        Assert.False(Seen(0, .2));
        Assert.False(Seen(.3, 2.9));
        Assert.True(Seen(.3, .2));
        Assert.Equal(2, _policy.Switches);
    }

    [Fact]
    public void BetweenTheThresholds_NothingChanges()
    {
        Seen(.3, 1);
        Assert.True(Seen(.005, 100));
        Seen(0, 5);
        Assert.False(Seen(.005, 100));
    }

    [Fact]
    public void ALampThatFlashes_DoesNotSwitch()
    {
        Seen(0, 5);
        for (var i = 0; i < 50; i++)
        {
            Assert.False(Seen(.3, 1));
            Assert.False(Seen(0, .2));
        }
    }

    [Fact]
    public void ColoredShare_IgnoresNoiseAndCountsColor()
    {
        var noise = new byte[1000];
        new Random(1).NextBytes(noise);
        for (var i = 0; i < noise.Length; i++)
            noise[i] = (byte)(125 + noise[i] % 7);
        Assert.Equal(0, DayNightPolicy.ColoredShare(noise, noise));

        var half = new byte[1000];
        half.AsSpan(0, 500).Fill(128);
        half.AsSpan(500).Fill(150);
        Assert.Equal(.5, DayNightPolicy.ColoredShare(half, half));
        Assert.Equal(0, DayNightPolicy.ColoredShare([], []));
    }

    private bool Seen(double share, double seconds)
    {
        for (var left = seconds; left > 1e-6; left -= .1)
        {
            _policy.Frame(share);
            _time.Pass(.1);
        }

        return _policy.Frame(share);
    }
}
