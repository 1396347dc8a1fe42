using StreamColorizer.Core.Quality;

namespace Core.Tests.Quality;

public class Ciede2000Tests
{
    // Rows 1, 7, 9, 11, 15, 17, 25 and 34 of Sharma, Wu and Dalal's table; 9 and 11 test the branch of the mean hue.
    [Theory]
    [InlineData(50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425)]
    [InlineData(50, 0, 0, 50, -1, 2, 2.3669)]
    [InlineData(50, 2.49, -0.001, 50, -2.49, 0.0009, 7.1792)]
    [InlineData(50, 2.49, -0.001, 50, -2.49, 0.0011, 7.2195)]
    [InlineData(50, -0.001, 2.49, 50, 0.0011, -2.49, 4.7461)]
    [InlineData(50, 2.5, 0, 73, 25, -18, 27.1492)]
    [InlineData(60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644)]
    [InlineData(2.0776, 0.0795, -1.135, 0.9033, -0.0636, -0.5514, 0.9082)]
    public void Matches_the_published_pairs(double l1, double a1, double b1, double l2, double a2, double b2, double expected)
    {
        Assert.Equal(expected, Ciede2000.Difference(l1, a1, b1, l2, a2, b2), 5e-5);
        Assert.Equal(expected, Ciede2000.Difference(l2, a2, b2, l1, a1, b1), 5e-5);
    }

    [Fact]
    public void Equal_colors_do_not_differ() => Assert.Equal(0, Ciede2000.Difference(40, 10, -20, 40, 10, -20));
}
