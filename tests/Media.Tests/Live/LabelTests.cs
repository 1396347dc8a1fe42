using StreamColorizer.Core.Frames;
using StreamColorizer.Media.Live;

namespace Media.Tests.Live;

public sealed class LabelTests
{
    [Theory]
    [InlineData(640, 360, true)]
    [InlineData(640, 360, false)]
    [InlineData(161, 91, false)]
    [InlineData(64, 48, false)]
    public void ALabel_IsLightOnDark_WithoutColor_AndLeavesTheRestAsItWas(int width, int height, bool atTop)
    {
        const byte picture = 120, color = 180;
        var layout = new PlaneLayout(width, height, 8, ChromaSampling.Yuv420);
        using var pool = new FramePool(1, layout.TotalBytes);
        using var frame = pool.TryRent(layout, 0, 0)!;
        frame.Luma.Fill(picture);
        frame.Planes.Span[layout.LumaBytes..].Fill(color);
        new Label(layout, "colors are estimated", atTop).Draw(frame);

        var edge = atTop ? 0 : height - 1;
        Assert.Equal(24, frame.Luma[edge * width]);
        Assert.Equal((128, 128), (frame.Cb[edge / 2 * layout.ChromaWidth], frame.Cr[edge / 2 * layout.ChromaWidth]));
        Assert.True(frame.Luma.ToArray().Max() > 170, "letters are light");
        var middle = height / 2;
        Assert.All(frame.Luma.Slice(middle * width, width).ToArray(), sample => Assert.Equal(picture, sample));
        Assert.All(frame.Cr.Slice(middle / 2 * layout.ChromaWidth, layout.ChromaWidth).ToArray(), sample => Assert.Equal(color, sample));
        var other = atTop ? height - 1 : 0;
        Assert.Equal(color, frame.Cb[other / 2 * layout.ChromaWidth]);
    }
}
