using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;

namespace Core.Tests.Color;

public class YCbCrTests
{
    [Theory]
    [InlineData(255, 255, 255, "255 128 128", "235 128 128", "255 128 128", "235 128 128")]
    [InlineData(255, 0, 0, "76.245 84.972 255.5", "81.481 90.203 240", "54.213 98.784 255.5", "62.559 102.336 240")]
    [InlineData(0, 255, 0, "149.685 43.528 21.235", "144.553 53.797 34.214", "182.376 29.716 12.191", "172.629 41.664 26.270")]
    [InlineData(0, 0, 255, "29.070 255.5 107.265", "40.966 240 109.786", "18.411 255.5 116.309", "31.812 240 117.730")]
    [InlineData(64, 128, 192, "116.160 170.799 90.796", "115.761 165.596 95.319", "119.014 167.333 93.066", "118.212 162.551 97.313")]
    [InlineData(200, 150, 100, "159.250 94.563 157.066", "152.768 98.628 153.532", "157.020 97.271 155.292", "150.852 101.007 151.974")]
    public void Matches_reference_rows(int r, int g, int b, string full601, string limited601, string full709, string limited709)
    {
        Check(r, g, b, full601, ColorMatrix.Bt601, fullRange: true);
        Check(r, g, b, limited601, ColorMatrix.Bt601, fullRange: false);
        Check(r, g, b, full709, ColorMatrix.Bt709, fullRange: true);
        Check(r, g, b, limited709, ColorMatrix.Bt709, fullRange: false);
    }

    [Theory]
    [InlineData(ColorMatrix.Bt601, true, 8)]
    [InlineData(ColorMatrix.Bt709, false, 10)]
    [InlineData(ColorMatrix.Bt2020, false, 12)]
    [InlineData(ColorMatrix.Bt2020, true, 16)]
    public void Comes_back(ColorMatrix matrix, bool fullRange, int bitDepth)
    {
        var color = new ColorDescription(matrix, fullRange, ChromaSiting.Left);
        var (y, cb, cr) = YCbCr.FromRgb(0.2, 0.7, 0.4, color, bitDepth);
        var (red, green, blue) = YCbCr.ToRgb(y, cb, cr, color, bitDepth);
        Assert.Equal(0.2, red, 1e-12);
        Assert.Equal(0.7, green, 1e-12);
        Assert.Equal(0.4, blue, 1e-12);
    }

    [Fact]
    public void Ten_bit_limited_range_runs_from_64_to_940_and_960()
    {
        var range = SampleRange.Of(fullRange: false, 10);
        Assert.Equal((64, 876, 512, 896, 1023), (range.Black, range.LumaSpan, range.Neutral, range.ChromaSpan, range.Maximum));
    }

    private static void Check(int r, int g, int b, string expected, ColorMatrix matrix, bool fullRange)
    {
        var color = new ColorDescription(matrix, fullRange, ChromaSiting.Left);
        var (y, cb, cr) = YCbCr.FromRgb(r / 255.0, g / 255.0, b / 255.0, color, 8);
        var numbers = expected.Split(' ').Select(double.Parse).ToArray();
        Assert.Equal(numbers[0], y, 6e-4);
        Assert.Equal(numbers[1], cb, 6e-4);
        Assert.Equal(numbers[2], cr, 6e-4);
    }
}
