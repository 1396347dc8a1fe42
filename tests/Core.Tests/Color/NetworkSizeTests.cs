using StreamColorizer.Core.Color;

namespace Core.Tests.Color;

public class NetworkSizeTests
{
    [Theory]
    [InlineData(1280, 720, 144, 16, 144, 256)]
    [InlineData(1920, 1080, 256, 32, 256, 448)]
    [InlineData(720, 1280, 144, 16, 256, 144)]
    [InlineData(1, 1, 256, 32, 32, 32)]
    [InlineData(2, 7, 256, 16, 16, 16)]
    [InlineData(176, 144, 256, 16, 144, 176)]
    [InlineData(175, 143, 256, 16, 144, 176)]
    [InlineData(4000, 2, 256, 32, 32, 4000)]
    public void Keeps_aspect_in_strides(int width, int height, int shortSide, int stride, int expectedHeight, int expectedWidth) =>
        Assert.Equal(new NetworkSize(expectedHeight, expectedWidth), NetworkSize.For(width, height, shortSide, stride));

    [Fact]
    public void Nothing_is_not_a_picture() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NetworkSize.For(0, 4, 256, 16));
}
