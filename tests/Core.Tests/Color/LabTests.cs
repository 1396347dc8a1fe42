using StreamColorizer.Core.Color;

namespace Core.Tests.Color;

public class LabTests
{
    [Theory]
    [InlineData(255, 0, 0, 53.240588, 80.094167, 67.201537)]
    [InlineData(0, 255, 0, 87.735099, -86.181258, 83.177477)]
    [InlineData(0, 0, 255, 32.295673, 79.187002, -107.861747)]
    [InlineData(64, 128, 192, 52.210485, 0.096786, -39.487987)]
    [InlineData(200, 150, 100, 65.760061, 12.760688, 33.562238)]
    [InlineData(10, 10, 10, 2.741748, 0, 0)]
    [InlineData(255, 255, 255, 100, 0, 0)]
    public void Matches_reference_rows(int r, int g, int b, double l, double a, double bb)
    {
        var lab = Lab.FromRgb(r / 255.0, g / 255.0, b / 255.0);
        Assert.Equal(l, lab.L, 6e-7);
        Assert.Equal(a, lab.A, 6e-7);
        Assert.Equal(bb, lab.B, 6e-7);
        var (red, green, blue) = Lab.ToRgb(lab.L, lab.A, lab.B);
        Assert.Equal(r / 255.0, red, 1e-9);
        Assert.Equal(g / 255.0, green, 1e-9);
        Assert.Equal(b / 255.0, blue, 1e-9);
    }

    [Fact]
    public void Eight_floats_agree_with_the_exact_formulas() => AgreesWithTheExactFormulas<FloatLanes256>();

    [Fact]
    public void Sixteen_floats_agree_with_the_exact_formulas() => AgreesWithTheExactFormulas<FloatLanes512>();

    private static void AgreesWithTheExactFormulas<T>()
        where T : struct, IFloatLanes<T>
    {
        for (var i = 0; i <= 100_000; i++)
        {
            var value = i / 100_000.0;
            var gray = T.Create((float)value);
            var (f, linear) = VectorColor.OfGray(gray);
            Assert.Equal(Lab.FromRgb(value, value, value).L, 116.0 * Last(f) - 16, 6e-4);
            Assert.Equal(Lab.Linear(value), Last(linear), 6e-6);
            Assert.Equal(Lab.Encoded(value), Last(VectorColor.Encoded(gray)), 6e-6);
            Assert.Equal(-Lab.Encoded(value), Last(VectorColor.Encoded(-gray)), 6e-6);
        }
    }

    private static float Last<T>(T lanes)
        where T : struct, IFloatLanes<T>
    {
        Span<float> values = stackalloc float[T.Count];
        lanes.Store(ref values[0], 0);
        return values[^1];
    }
}
