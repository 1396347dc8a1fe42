using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;

namespace Core.Tests.Color;

public class LightnessScalerTests
{
    [Theory]
    [InlineData(1280, 720, 8, 144, 256)]
    [InlineData(161, 121, 8, 96, 128)]
    [InlineData(175, 143, 10, 144, 176)]
    [InlineData(64, 36, 16, 32, 64)]
    [InlineData(203, 700, 8, 12, 16)]
    [InlineData(45, 301, 16, 13, 9)]
    [InlineData(357, 211, 16, 96, 160)]
    [InlineData(5, 3, 8, 16, 16)]
    [InlineData(1, 1, 8, 32, 32)]
    public void Averages_areas_like_the_definition(int width, int height, int bitDepth, int cellsY, int cellsX)
    {
        var layout = new PlaneLayout(width, height, bitDepth, ChromaSampling.Yuv420);
        var color = new ColorDescription(ColorMatrix.Bt709, bitDepth == 16, ChromaSiting.Left);
        var luma = Planes.Random(layout, seed: width * height);
        var lightness = new float[cellsY * cellsX];
        new LightnessScaler(layout, color, cellsY, cellsX).Scale(luma, lightness);
        for (var y = 0; y < cellsY; y += Math.Max(1, cellsY / 7))
            for (var x = 0; x < cellsX; x++)
                Assert.Equal(Defined(layout, color, luma, y, x, cellsY, cellsX), lightness[y * cellsX + x], 1e-3);
    }

    [Theory]
    [InlineData(8, 200)]
    [InlineData(10, 501)]
    [InlineData(16, 51_234)]
    public void A_constant_plane_stays_constant(int bitDepth, int code)
    {
        var layout = new PlaneLayout(357, 211, bitDepth, ChromaSampling.Yuv420);
        var color = new ColorDescription(ColorMatrix.Bt601, true, ChromaSiting.Left);
        var lightness = new float[96 * 160];
        new LightnessScaler(layout, color, 96, 160).Scale(Planes.Constant(layout, code), lightness);
        var gray = code / (double)((1 << bitDepth) - 1);
        var expected = Lab.FromRgb(gray, gray, gray).L;
        Assert.All(lightness, value => Assert.Equal(lightness[0], value));
        Assert.Equal(expected, lightness[0], 3e-4);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(16, 0)]
    [InlineData(235, 100)]
    [InlineData(250, 100)]
    public void Below_black_and_above_white_are_clamped(int code, double expected)
    {
        var layout = new PlaneLayout(64, 48, 8, ChromaSampling.Yuv420);
        var lightness = new float[32 * 32];
        var color = new ColorDescription(ColorMatrix.Bt601, false, ChromaSiting.Left);
        new LightnessScaler(layout, color, 32, 32).Scale(Planes.Constant(layout, code), lightness);
        Assert.All(lightness, value => Assert.InRange(value, 0, 100));
        Assert.Equal(expected, lightness[77], 1e-4);
    }

    [Fact]
    public void A_frame_costs_no_allocation()
    {
        var layout = new PlaneLayout(320, 180, 8, ChromaSampling.Yuv420);
        var scaler = new LightnessScaler(layout, default, 96, 160);
        var luma = Planes.Random(layout, 1);
        var lightness = new float[96 * 160];
        scaler.Scale(luma, lightness);
        Assert.Equal(0, Garbage.Of(() => scaler.Scale(luma, lightness)));
    }

    private static double Defined(
        PlaneLayout layout, ColorDescription color, byte[] luma, int cellY, int cellX, int cellsY, int cellsX)
    {
        double sum = 0, area = 0;
        var (scaleY, scaleX) = ((double)layout.Height / cellsY, (double)layout.Width / cellsX);
        for (var y = (int)(cellY * scaleY); y < Math.Min(layout.Height, (cellY + 1) * scaleY); y++)
            for (var x = (int)(cellX * scaleX); x < Math.Min(layout.Width, (cellX + 1) * scaleX); x++)
            {
                var weight = Overlap(y, cellY * scaleY, (cellY + 1) * scaleY) * Overlap(x, cellX * scaleX, (cellX + 1) * scaleX);
                sum += weight * Planes.Sample(layout, luma, y, x);
                area += weight;
            }

        var range = SampleRange.Of(color.FullRange, layout.BitDepth);
        var gray = Math.Clamp((sum / area - range.Black) / range.LumaSpan, 0, 1);
        return Lab.FromRgb(gray, gray, gray).L;
    }

    private static double Overlap(int sample, double from, double to) =>
        Math.Max(0, Math.Min(sample + 1, to) - Math.Max(sample, from));
}
