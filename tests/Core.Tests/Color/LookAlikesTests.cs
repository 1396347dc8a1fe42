using StreamColorizer.Core.Color;

namespace Core.Tests.Color;

/// <summary>What the steadying promises; that it equals its definition is seen by the painter's tests.</summary>
public class LookAlikesTests
{
    private const int Height = 36;
    private const int Width = 64;

    [Fact]
    public void A_sky_in_two_colors_comes_nearer_to_one_and_the_ground_keeps_its_own()
    {
        // Sky above, ground below; an edge (a mast) parts the sky, and its right half was taken for something brown.
        var cells = Read((y, x) => y >= 24 ? 30 : x is 31 or 32 ? 5 : 80);
        var ab = Answer((y, x) => y >= 24 ? (-15, 25) : x < 32 ? (0, -30) : (8, 20));
        var steady = new LookAlikes(Height, Width).Steady(cells, ab).ToArray();
        var (left, right, ground) = (Index(6, 24), Index(6, 40), Index(30, 32));
        Assert.InRange(B(steady, right) - B(steady, left), 1, 0.8 * (20 + 30));
        Assert.Equal((-15, 25), (steady[ground], B(steady, ground)), Close);
    }

    [Fact]
    public void Texture_tells_a_meadow_from_a_wall_of_the_same_lightness()
    {
        var cells = Read((_, _) => 60, (y, x, pixel) => x < 32 ? 0 : pixel % 2 == 0 ? 15 : -15);
        var ab = Answer((_, x) => x < 32 ? (0, 0) : (-20, 30));
        var steady = new LookAlikes(Height, Width).Steady(cells, ab).ToArray();
        Assert.Equal((0, 0), (steady[Index(18, 30)], B(steady, Index(18, 30))), Close);
        Assert.Equal((-20, 30), (steady[Index(18, 34)], B(steady, Index(18, 34))), Close);
    }

    [Fact]
    public void One_color_everywhere_stays_itself_and_none_stays_exactly_none()
    {
        var random = new Random(3);
        var cells = Read((_, _) => 100 * random.NextSingle(), (_, _, _) => 10 * random.NextSingle());
        var lookAlikes = new LookAlikes(Height, Width);
        Assert.All(lookAlikes.Steady(cells, Answer((_, _) => (12, 12))).ToArray(), value => Assert.Equal(12, value, 1e-4f));
        Assert.All(lookAlikes.Steady(cells, new float[2 * Height * Width]).ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_little_more_light_changes_little()
    {
        // A lamp that flickers by half a unit of L* must not make color jump from node to node.
        float[] Steady(float light)
        {
            var random = new Random(4);
            var cells = Read((_, x) => 20 + x + light);
            return new LookAlikes(Height, Width).Steady(cells, Answer((_, _) => (random.Next(-40, 40), random.Next(-40, 40)))).ToArray();
        }

        var (one, other) = (Steady(0), Steady(0.5f));
        Assert.InRange(one.Zip(other, (a, b) => Math.Abs(a - b)).Max(), 1e-3f, 1.5f);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(33, 2)]
    public void Narrow_answers_are_steadied_too(int height, int width)
    {
        var cells = new CellLightness(height, width, height, width);
        cells.Read(Enumerable.Repeat(50f, height * width).ToArray());
        var ab = Enumerable.Range(0, 2 * height * width).Select(i => (float)(i % 2)).ToArray();
        Assert.All(new LookAlikes(height, width).Steady(cells, ab).ToArray(), value => Assert.InRange(value, 0, 1));
    }

    private static bool Close((float, float) expected, (float, float) actual) =>
        Math.Abs(expected.Item1 - actual.Item1) < 0.01f && Math.Abs(expected.Item2 - actual.Item2) < 0.01f;

    private static int Index(int y, int x) => y * Width + x;

    private static float B(float[] ab, int index) => ab[Height * Width + index];

    private static CellLightness Read(Func<int, int, float> mean, Func<int, int, int, float>? detail = null)
    {
        const int scale = 4;
        var lightness = new float[scale * scale * Height * Width];
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var value = mean(y, x);
                for (var pixel = 0; pixel < scale * scale; pixel++)
                    lightness[(y * scale + pixel / scale) * scale * Width + x * scale + pixel % scale] = value + (detail?.Invoke(y, x, pixel) ?? 0);
            }

        var cells = new CellLightness(scale * Height, scale * Width, Height, Width);
        cells.Read(lightness);
        return cells;
    }

    private static float[] Answer(Func<int, int, (float A, float B)> color)
    {
        var ab = new float[2 * Height * Width];
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                (ab[Index(y, x)], ab[Height * Width + Index(y, x)]) = color(y, x);
        return ab;
    }
}
