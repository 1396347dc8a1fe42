using StreamColorizer.Core.Quality;

namespace Core.Tests.Quality;

public class ColorfulnessTests
{
    [Theory]
    [InlineData("255 0 0 0 255 0 0 0 255 128 128 128", 238.530658, 210.248640)]
    [InlineData("200 150 100 100 150 200", 90.138782, 27.041635)]
    [InlineData("64 128 192 64 128 192", 34.613292, 34.613292)]
    [InlineData("90 90 90", 0, 0)]
    public void Matches_reference_rows(string pixels, double signed, double absolute)
    {
        var bytes = pixels.Split(' ').Select(byte.Parse).ToArray();
        var colorfulness = Colorfulness.Of(new RgbPicture(bytes.Length / 3, 1, bytes));
        Assert.Equal(signed, colorfulness.Signed, 1e-6);
        Assert.Equal(absolute, colorfulness.Absolute, 1e-6);
    }
}
