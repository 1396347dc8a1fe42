using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Quality;

namespace Core.Tests.Quality;

public sealed class FrameHistogramTests
{
    [Theory]
    [InlineData(ColorMatrix.Bt601, true)]
    [InlineData(ColorMatrix.Bt601, false)]
    [InlineData(ColorMatrix.Bt709, false)]
    public void EveryPixel_IsCountedWhereTheExactFormulaPutsIt(ColorMatrix matrix, bool fullRange)
    {
        var color = new ColorDescription(matrix, fullRange, ChromaSiting.Left);
        var histogram = new FrameHistogram(color);
        using var pool = new FramePool(1, 64);
        var random = new Random(7);
        for (var trial = 0; trial < 2000; trial++)
        {
            var (y, cb, cr) = ((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
            using var frame = pool.TryRent(new PlaneLayout(2, 2, 8, ChromaSampling.Yuv420), trial, trial)!;
            frame.Luma.Fill(y);
            (frame.Cb[0], frame.Cr[0]) = (cb, cr);
            histogram.Count(frame);

            var (red, green, blue) = YCbCr.ToRgb(y, cb, cr, color, 8);
            var (gray, _, _) = YCbCr.ToRgb(y, 128, 128, color, 8);
            Assert.Equal(1, histogram.Pixels);
            AssertNear(red, histogram.Rgb[..256]);
            AssertNear(green, histogram.Rgb[256..512]);
            AssertNear(blue, histogram.Rgb[512..]);
            AssertNear(gray, histogram.Gray);
        }
    }

    [Fact]
    public void ALargePicture_IsLookedAtEvenly()
    {
        using var pool = new FramePool(1, 1920 * 1080 * 3 / 2);
        using var frame = pool.TryRent(new PlaneLayout(1920, 1080, 8, ChromaSampling.Yuv420), 0, 0)!;
        frame.Planes.Span.Fill(128);
        frame.Luma[..(1920 * 540)].Fill(20);
        var histogram = new FrameHistogram(new ColorDescription(ColorMatrix.Bt709, FullRange: true, ChromaSiting.Left));
        histogram.Count(frame);
        Assert.InRange(histogram.Pixels, 40_000, 60_000);
        Assert.Equal(0.5, (double)histogram.Gray[20] / histogram.Pixels, 2);
        Assert.Equal(histogram.Pixels, histogram.Gray[20] + histogram.Gray[128]);
    }

    private static void AssertNear(double value, ReadOnlySpan<int> counts)
    {
        var bin = counts.IndexOf(1);
        // Rounding of a half may go either way.
        Assert.InRange(bin - Math.Clamp(value * 255, 0, 255), -0.502, 0.502);
        Assert.Equal(1, counts.ToArray().Sum());
    }
}
