using OpenCvSharp;
using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;
using StreamColorizer.Media.Live;

namespace Media.Tests.Live;

public sealed class SnapshotPainterTests
{
    private const int Tolerance = 4; // JPEG and 8 bits

    [Theory]
    [InlineData(ColorMatrix.Bt601, false)]
    [InlineData(ColorMatrix.Bt601, true)]
    [InlineData(ColorMatrix.Bt709, false)]
    [InlineData(ColorMatrix.Bt709, true)]
    [InlineData(ColorMatrix.Bt2020, false)]
    public void ASnapshot_ShowsTheStreamsOwnColors(ColorMatrix matrix, bool fullRange)
    {
        var color = new ColorDescription(matrix, fullRange, ChromaSiting.Left);
        var (y, cb, cr) = YCbCr.FromRgb(200 / 255.0, 80 / 255.0, 60 / 255.0, color, 8);
        using var pool = new FramePool(1, 64 * 48 * 2);
        using var frame = pool.TryRent(new PlaneLayout(64, 48, 8, ChromaSampling.Yuv420), 0, 0)!;
        frame.Luma.Fill((byte)Math.Round(y));
        frame.Cb.Fill((byte)Math.Round(cb));
        frame.Cr.Fill((byte)Math.Round(cr));

        AssertMiddle(SnapshotPainter.Encode(frame, color, SnapshotView.Color), 48, 24, 200, 80, 60);
        var gray = (int)Math.Round(255 * YCbCr.ToRgb(Math.Round(y), 128, 128, color, 8).Red);
        AssertMiddle(SnapshotPainter.Encode(frame, color, SnapshotView.Original), 48, 24, gray, gray, gray);
        var both = SnapshotPainter.Encode(frame, color, SnapshotView.Both);
        AssertMiddle(both, 96, 24, 200, 80, 60);
        AssertMiddle(both, 96, 72, gray, gray, gray);
    }

    private static void AssertMiddle(byte[] jpeg, int height, int row, int red, int green, int blue)
    {
        using var picture = Cv2.ImDecode(jpeg, ImreadModes.Color);
        Assert.Equal((64, height), (picture.Width, picture.Height));
        var pixel = picture.At<Vec3b>(row, 32);
        Assert.InRange(pixel.Item2, red - Tolerance, red + Tolerance);
        Assert.InRange(pixel.Item1, green - Tolerance, green + Tolerance);
        Assert.InRange(pixel.Item0, blue - Tolerance, blue + Tolerance);
    }
}
