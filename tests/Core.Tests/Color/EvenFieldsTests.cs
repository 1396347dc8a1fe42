using StreamColorizer.Core.Color;

namespace Core.Tests.Color;

/// <summary>What the evening promises; that it equals its definition is seen by the painter's tests.</summary>
public class EvenFieldsTests
{
    private const int Height = 36;
    private const int Width = 64;

    [Fact]
    public void A_sky_with_shading_behind_a_mast_takes_one_color_and_the_ground_keeps_its_own()
    {
        // The sky grows lighter by 16 units of L* from left to right; its right part was taken for something brown.
        var cells = Read((y, x) => y >= 24 ? 25 : x is 31 or 32 ? 5 : 60 + x / 4f);
        var ab = Answer((y, x) => y >= 24 ? (-15, 25) : x < 40 ? (0, -30) : (8, 20));
        var even = new EvenFields(Height, Width).Even(cells, ab).ToArray();
        var (left, right, ground) = (Index(6, 4), Index(6, 60), Index(30, 32));
        Assert.InRange(B(even, right) - B(even, left), 0, 0.4 * (20 + 30));
        Assert.Equal((-15, 25), (even[ground], B(even, ground)), Near(2));
    }

    [Fact]
    public void A_spot_of_color_spreads_over_a_plain_coat_and_not_over_the_wall_behind_it()
    {
        var cells = Read((_, x) => x is >= 20 and < 44 ? 40 : 70);
        var ab = Answer((y, x) => Math.Abs(y - 18) < 6 && Math.Abs(x - 32) < 6 ? (40, 20) : (0, 0));
        var even = new EvenFields(Height, Width).Even(cells, ab).ToArray();
        Assert.InRange(even[Index(18, 32)], 0, 20);
        Assert.InRange(even[Index(3, 24)], even[Index(18, 32)] / 3, even[Index(18, 32)]);
        Assert.InRange(even[Index(18, 10)], 0, 1);
    }

    [Fact]
    public void Texture_parts_a_meadow_from_a_wall_of_the_same_lightness()
    {
        var cells = Read((_, _) => 60, (_, x, pixel) => x < 32 ? 0 : pixel % 2 == 0 ? 15 : -15);
        var ab = Answer((_, x) => x < 32 ? (0, 0) : (-20, 30));
        var even = new EvenFields(Height, Width).Even(cells, ab).ToArray();
        Assert.Equal((0, 0), (even[Index(18, 8)], B(even, Index(18, 8))), Near(3));
        Assert.Equal((-20, 30), (even[Index(18, 56)], B(even, Index(18, 56))), Near(3));
    }

    [Fact]
    public void One_color_everywhere_stays_itself_and_none_stays_exactly_none()
    {
        var random = new Random(3);
        var cells = Read((_, _) => 100 * random.NextSingle(), (_, _, _) => 10 * random.NextSingle());
        var fields = new EvenFields(Height, Width);
        Assert.All(fields.Even(cells, Answer((_, _) => (12, 12))).ToArray(), value => Assert.Equal(12, value, 1e-3f));
        Assert.All(fields.Even(cells, new float[2 * Height * Width]).ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_little_more_light_changes_nothing()
    {
        float[] Even(float light)
        {
            var random = new Random(4);
            var cells = Read((_, x) => 20 + x + light);
            return new EvenFields(Height, Width).Even(cells, Answer((_, _) => (random.Next(-40, 40), random.Next(-40, 40)))).ToArray();
        }

        var (one, other) = (Even(0), Even(0.5f));
        Assert.InRange(one.Zip(other, (a, b) => Math.Abs(a - b)).Max(), 0, 0.01f);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(33, 2)]
    public void Narrow_answers_are_evened_too(int height, int width)
    {
        var cells = new CellLightness(height, width, height, width);
        cells.Read(Enumerable.Repeat(50f, height * width).ToArray());
        var ab = Enumerable.Range(0, 2 * height * width).Select(i => (float)(i % 2)).ToArray();
        Assert.All(new EvenFields(height, width).Even(cells, ab).ToArray(), value => Assert.InRange(value, 0, 1));
    }

    private static Func<(float A, float B), (float A, float B), bool> Near(float tolerance) =>
        (expected, actual) => Math.Abs(expected.A - actual.A) < tolerance && Math.Abs(expected.B - actual.B) < tolerance;

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
