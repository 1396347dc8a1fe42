using System.Runtime.InteropServices;
using OpenCvSharp;
using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;
using StreamColorizer.Media.Film;

namespace Media.Tests.Film;

public sealed class FramePictureTests
{
    private static readonly ColorDescription Color = new(ColorMatrix.Bt709, FullRange: false, ChromaSiting.Left);

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public async Task APictureShowsTheColorsOfTheFrame(int depth)
    {
        using var frame = await FrameAsync(depth, (100, 110, 160), (180, 140, 120));
        using var picture = FramePicture.Of(frame, Color, isColor: true);
        AssertNear(Expected(100, 110, 160), picture.At<Vec3b>(0, 0));
        AssertNear(Expected(180, 140, 120), picture.At<Vec3b>(0, 1));
    }

    [Fact]
    public async Task WithoutColorItIsTheLumaAlone()
    {
        using var frame = await FrameAsync(8, (16, 90, 200), (235, 200, 90));
        using var picture = FramePicture.Of(frame, Color, isColor: false);
        Assert.Equal(1, picture.Channels());
        Assert.Equal([0, 255], picture.AsSpan<byte>().ToArray());
    }

    [Theory]
    [InlineData(1, 2, 1, 255)]
    [InlineData(2, 1, 2, 255)]
    [InlineData(3, 2, 1, 0)]
    public async Task ItIsTurnedUpright(int turns, int rows, int columns, byte first)
    {
        using var frame = await FrameAsync(8, (16, 128, 128), (235, 128, 128));
        using var picture = FramePicture.Of(frame, Color, isColor: false, turns: turns);
        Assert.Equal((rows, columns), (picture.Rows, picture.Cols));
        Assert.Equal(first, picture.AsSpan<byte>()[0]);
    }

    // Two samples side by side, given at 8 bit.
    private static async Task<Frame> FrameAsync(int depth, params (int Y, int Cb, int Cr)[] samples)
    {
        var layout = new PlaneLayout(samples.Length, 1, depth, ChromaSampling.Yuv444);
        var pool = new FramePool(1, layout.TotalBytes);
        var frame = await pool.RentAsync(layout, 0, 0, TestContext.Current.CancellationToken);
        Fill(frame.LumaMemory.Span, [.. samples.Select(sample => sample.Y)], depth);
        Fill(frame.Cb, [.. samples.Select(sample => sample.Cb)], depth);
        Fill(frame.Cr, [.. samples.Select(sample => sample.Cr)], depth);
        return frame;
    }

    private static void Fill(Span<byte> plane, int[] values, int depth)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (depth == 8)
                plane[i] = (byte)values[i];
            else
                MemoryMarshal.Cast<byte, ushort>(plane)[i] = (ushort)(values[i] << (depth - 8));
        }
    }

    private static Vec3b Expected(int y, int cb, int cr)
    {
        var (red, green, blue) = YCbCr.ToRgb(y, cb, cr, Color, 8);
        return new Vec3b(Level(blue), Level(green), Level(red));

        static byte Level(double value) => (byte)Math.Clamp(Math.Round(255 * value), 0, 255);
    }

    private static void AssertNear(Vec3b expected, Vec3b actual)
    {
        Assert.InRange(actual.Item0, expected.Item0 - 1, expected.Item0 + 1);
        Assert.InRange(actual.Item1, expected.Item1 - 1, expected.Item1 + 1);
        Assert.InRange(actual.Item2, expected.Item2 - 1, expected.Item2 + 1);
    }
}
