using StreamColorizer.Core.Quality;

namespace Core.Tests.Quality;

public class PictureJudgeTests
{
    private static readonly RgbPicture Truth = Made((x, y) => (x * 5 + y * 2, 128 + x * y / 8, 255 - x * 3 + y * 4));

    private static readonly RgbPicture Other = Made((x, y) => ((x * 5 + y * 2) % 256 / 2 + 60, 120 + x * y / 9, 250 - x * 2 + y * 3));

    [Fact]
    public void Agrees_with_scikit_image()
    {
        // scikit-image 0.19.3 on the same two pictures: peak_signal_noise_ratio, structural_similarity(gaussian_weights,
        // sigma 1.5, use_sample_covariance False), rgb2lab, deltaE_ciede2000. Its white point differs in the sixth digit.
        var scores = new PictureJudge(Truth).Score(Other);
        Assert.Equal(14.101733842440872, scores.Psnr, 1e-9);
        Assert.Equal(0.7748731951954778, scores.Ssim, 2e-6);
        Assert.Equal(16.764714478654646, scores.DeltaE, 1e-3);
        Assert.Equal(0.06277073753275299, scores.MseAb, 1e-5);
        Assert.Equal(Math.Sqrt(0.06277073753275299), scores.RmseAb, 1e-5);
        Assert.Equal(80.13661024305554, scores.AucAb, 2e-2);
    }

    [Fact]
    public void Equal_pictures_are_perfect()
    {
        var scores = new PictureJudge(Truth).Score(Truth);
        Assert.Equal(
            (double.PositiveInfinity, 0, 0, 100, 0), (scores.Psnr, scores.DeltaE, scores.MseAb, scores.AucAb, scores.HueDistance));
        Assert.Equal(1, scores.Ssim, 1e-6);
        Assert.Equal(scores.TruthColor, scores.Color);
    }

    [Fact]
    public void Opposite_hues_are_as_far_apart_as_no_color()
    {
        var (red, green, gray) = (Plain(200, 60, 60), Plain(60, 200, 60), Plain(90, 90, 90));
        Assert.Equal(1, new PictureJudge(red).Score(green).HueDistance, 1e-9);
        Assert.Equal(1, new PictureJudge(red).Score(gray).HueDistance);
        Assert.Equal(0, new PictureJudge(gray).Score(gray).HueDistance);
    }

    [Fact]
    public void A_gray_truth_is_recognized()
    {
        Assert.True(new PictureJudge(Plain(90, 90, 90)).TruthIsGray);
        Assert.True(new PictureJudge(Plain(90, 91, 90)).TruthIsGray);
        Assert.False(new PictureJudge(Truth).TruthIsGray);
    }

    [Fact]
    public void Small_pictures_have_no_structure() =>
        Assert.True(double.IsNaN(new PictureJudge(new RgbPicture(5, 3, new byte[45])).Score(new RgbPicture(5, 3, new byte[45])).Ssim));

    private static RgbPicture Plain(byte red, byte green, byte blue) => Made((_, _) => (red, green, blue));

    private static RgbPicture Made(Func<int, int, (int R, int G, int B)> color)
    {
        var pixels = new byte[3 * 64 * 48];
        for (var y = 0; y < 48; y++)
            for (var x = 0; x < 64; x++)
            {
                var (r, g, b) = color(x, y);
                (pixels[3 * (y * 64 + x)], pixels[3 * (y * 64 + x) + 1], pixels[3 * (y * 64 + x) + 2]) = ((byte)r, (byte)g, (byte)b);
            }

        return new RgbPicture(64, 48, pixels);
    }
}
