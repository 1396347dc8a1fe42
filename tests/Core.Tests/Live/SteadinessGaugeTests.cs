using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;

namespace Core.Tests.Live;

public sealed class SteadinessGaugeTests : IDisposable
{
    private static int s_number;
    private static readonly ColorDescription s_color = new(ColorMatrix.Bt601, FullRange: true, ChromaSiting.Left);
    private readonly FakeTime _time = new();
    private readonly FramePool _pool = new(1, 64 * 64 * 3 / 2);
    private readonly string _feed = $"steady-{Interlocked.Increment(ref s_number)}";
    private readonly FeedMetrics _metrics;
    private readonly SteadinessGauge _gauge;
    private long _index;

    public SteadinessGaugeTests()
    {
        _metrics = new FeedMetrics(_feed);
        _gauge = new SteadinessGauge(_metrics, _time);
    }

    [Fact]
    public void SteadyColor_IsAtZero_AlsoWhenItIsFarFromGray()
    {
        Show(75, _ => 90);
        Assert.Equal(0, _metrics.OutputCdc.Value);
        Assert.Equal(0, _metrics.InputCdc.Value);
    }

    [Fact]
    public void FlickeringColor_ShowsInTheOutput_NotInTheInput()
    {
        Show(75, index => index % 2 == 0 ? (byte)90 : (byte)170);
        // Red and blue change at odd distances, and green too: disjoint histograms for t = 1, equal ones for 2 and 4.
        Assert.Equal(Math.Log(2) / 3, _metrics.OutputCdc.Value, 9);
        Assert.Equal(0, _metrics.InputCdc.Value);
    }

    [Fact]
    public void AMomentOfFlicker_LeavesTheWindowAfterAMinute()
    {
        Show(15, index => index % 2 == 0 ? (byte)90 : (byte)170);
        var flickering = _metrics.OutputCdc.Value;
        Show(30 * 15, _ => 90);
        Assert.InRange(_metrics.OutputCdc.Value, flickering / 12, flickering / 2);
        Show(60 * 15, _ => 90);
        Assert.Equal(0, _metrics.OutputCdc.Value);
    }

    [Fact]
    public void AFrameCostsNoGarbage()
    {
        Func<long, byte> steady = _ => 90;
        Show(75, steady);
        Assert.Equal(0, Garbage.Of(() => Show(750, steady)));
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _pool.Dispose();
    }

    // Frames at 15 a second, each with its own chroma.
    private void Show(int frames, Func<long, byte> chroma)
    {
        for (var i = 0; i < frames; i++)
        {
            using var frame = _pool.TryRent(new PlaneLayout(64, 64, 8, ChromaSampling.Yuv420), _index, _index)!;
            frame.Luma.Fill(100);
            frame.Cb.Fill(chroma(_index));
            frame.Cr.Fill(chroma(_index));
            _gauge.Look(frame, s_color);
            _index++;
            _time.Pass(1 / 15.0);
        }
    }
}
