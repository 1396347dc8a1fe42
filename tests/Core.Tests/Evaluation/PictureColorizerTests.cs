using StreamColorizer.Core.Color;
using StreamColorizer.Core.Evaluation;
using StreamColorizer.Core.Quality;

namespace Core.Tests.Evaluation;

public class PictureColorizerTests
{
    [Fact]
    public void Luma_is_the_rounded_full_range_y_of_bt_601()
    {
        var random = new Random(1);
        var pixels = new byte[3 * 1000];
        random.NextBytes(pixels);
        var luma = PictureColorizer.Luma(new RgbPicture(1000, 1, pixels));
        for (var i = 0; i < luma.Length; i++)
        {
            var (y, _, _) = YCbCr.FromRgb(
                pixels[3 * i] / 255.0, pixels[3 * i + 1] / 255.0, pixels[3 * i + 2] / 255.0, PictureColorizer.Protocol, 8);
            Assert.Equal(y, luma[i], 0.5 + 1e-9);
        }
    }

    [Fact]
    public void Planes_come_back_as_the_exact_formulas_say()
    {
        for (var y = 0; y < 256; y += 5)
            for (var cb = 0; cb < 256; cb += 15)
                for (var cr = 0; cr < 256; cr += 15)
                {
                    var pixel = PictureColorizer.Compose(1, 1, [(byte)y], [(byte)cb], [(byte)cr]).Pixels;
                    var (red, green, blue) = YCbCr.ToRgb(y, cb, cr, PictureColorizer.Protocol, 8);
                    Assert.Equal(Math.Clamp(255 * red, 0, 255), pixel[0], 0.501);
                    Assert.Equal(Math.Clamp(255 * green, 0, 255), pixel[1], 0.501);
                    Assert.Equal(Math.Clamp(255 * blue, 0, 255), pixel[2], 0.501);
                }
    }

    [Fact]
    public void Gray_is_neutral_chroma() => Assert.Equal(
        PictureColorizer.Compose(2, 1, [7, 200], [128, 128], [128, 128]).Pixels, PictureColorizer.Gray(2, 1, [7, 200]).Pixels);
}
