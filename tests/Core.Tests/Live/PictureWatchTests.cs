using Microsoft.Extensions.Logging.Abstractions;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;

namespace Core.Tests.Live;

public sealed class PictureWatchTests : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly FramePool _pool = new(1, 160 * 90 * 2);
    private readonly FeedMetrics _metrics = new($"watched-{Guid.NewGuid():N}");
    private readonly PictureWatch _watch;
    private byte _noise;

    public PictureWatchTests() => _watch = new PictureWatch("yard", _metrics, _time, NullLogger.Instance);

    public void Dispose()
    {
        _metrics.Dispose();
        _pool.Dispose();
    }

    [Fact]
    public void ABlackPicture_IsTold_OnceItLasts_EvenWithTheCamerasClockInIt_AndSoIsItsEnd()
    {
        Watch(10, 90);
        Watch(4, 20);
        Assert.Null(_watch.Trouble);
        Watch(2, 90);
        Watch(7, 20, clock: true);
        Assert.Equal(PictureTrouble.Black, _watch.Trouble);
        Assert.Equal((1, 1), (_metrics.Troubles(PictureTrouble.Black).Value, _metrics.Troubled(PictureTrouble.Black).Value));
        Watch(2, 90);
        Assert.Null(_watch.Trouble);
        Assert.Equal((1, 0), (_metrics.Troubles(PictureTrouble.Black).Value, _metrics.Troubled(PictureTrouble.Black).Value));
    }

    [Fact]
    public void AFrozenPicture_IsTold_WhenNotEvenNoiseIsLeft()
    {
        Watch(60, 90);
        Assert.Null(_watch.Trouble);
        Watch(28, 90, isFrozen: true);
        Assert.Null(_watch.Trouble);
        Watch(5, 90, isFrozen: true);
        Assert.Equal(PictureTrouble.Frozen, _watch.Trouble);
        Watch(2, 90);
        Assert.Null(_watch.Trouble);
        Assert.Equal(1, _metrics.Troubles(PictureTrouble.Frozen).Value);
    }

    // A frame each fifth of a second.
    private void Watch(int seconds, byte luma, bool clock = false, bool isFrozen = false)
    {
        for (var i = 0; i < 5 * seconds; i++)
        {
            using var frame = _pool.TryRent(new PlaneLayout(160, 90, 8, ChromaSampling.Yuv420), i, 0)!;
            frame.Luma.Fill(luma);
            if (clock)
                frame.Luma[..200].Fill(235);
            frame.Luma[61 * 200] += isFrozen ? (byte)0 : (byte)(1 + _noise++ % 2);
            _watch.Look(frame);
            _time.Pass(.2);
        }
    }
}
