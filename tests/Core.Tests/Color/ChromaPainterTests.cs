using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;

namespace Core.Tests.Color;

public class ChromaPainterTests
{
    public static TheoryData<int, int, int, ChromaSampling, ColorMatrix, bool, ChromaSiting> Geometries => new()
    {
        { 96, 64, 8, ChromaSampling.Yuv420, ColorMatrix.Bt709, false, ChromaSiting.Left },
        { 97, 61, 8, ChromaSampling.Yuv420, ColorMatrix.Bt601, true, ChromaSiting.Center },
        { 97, 61, 10, ChromaSampling.Yuv420, ColorMatrix.Bt2020, false, ChromaSiting.TopLeft },
        { 83, 45, 8, ChromaSampling.Yuv422, ColorMatrix.Bt601, false, ChromaSiting.Left },
        { 83, 45, 12, ChromaSampling.Yuv422, ColorMatrix.Bt709, true, ChromaSiting.Center },
        { 61, 47, 8, ChromaSampling.Yuv444, ColorMatrix.Bt601, true, ChromaSiting.Left },
        { 61, 47, 16, ChromaSampling.Yuv444, ColorMatrix.Bt709, true, ChromaSiting.Left },
        { 5, 3, 8, ChromaSampling.Yuv420, ColorMatrix.Bt601, false, ChromaSiting.Left },
        { 2, 2, 10, ChromaSampling.Yuv420, ColorMatrix.Bt601, false, ChromaSiting.Left },
        { 1, 1, 8, ChromaSampling.Yuv420, ColorMatrix.Bt601, false, ChromaSiting.Left },
    };

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Agrees_with_the_definition(
        int width, int height, int bitDepth, ChromaSampling chroma, ColorMatrix matrix, bool fullRange, ChromaSiting siting)
    {
        var picture = new Picture(new PlaneLayout(width, height, bitDepth, chroma), new ColorDescription(matrix, fullRange, siting));
        var ab = picture.Answer((y, x) => (40 * MathF.Sin(x * 0.7f), 35 * MathF.Cos(y * 0.5f + x * 0.1f)));
        var (cb, cr) = picture.Paint(ab, saturation: 1.2f);
        var reference = new ReferencePainter(picture, ab, 1.2f);
        var tolerance = Math.Max(1, (1 << bitDepth) / 8192.0);
        for (var y = 0; y < picture.Layout.ChromaHeight; y++)
            for (var x = 0; x < picture.Layout.ChromaWidth; x++)
            {
                var (expectedCb, expectedCr) = reference.At(y, x);
                Assert.Equal(expectedCb, picture.Chroma(cb, y, x), tolerance);
                Assert.Equal(expectedCr, picture.Chroma(cr, y, x), tolerance);
            }
    }

    [Theory]
    [MemberData(nameof(Geometries))]
    public void No_color_is_exactly_neutral(
        int width, int height, int bitDepth, ChromaSampling chroma, ColorMatrix matrix, bool fullRange, ChromaSiting siting)
    {
        var picture = new Picture(new PlaneLayout(width, height, bitDepth, chroma), new ColorDescription(matrix, fullRange, siting));
        var (cb, cr) = picture.Paint(picture.Answer((_, _) => (0, 0)), saturation: 1.5f);
        for (var y = 0; y < picture.Layout.ChromaHeight; y++)
            for (var x = 0; x < picture.Layout.ChromaWidth; x++)
                Assert.Equal((1 << (bitDepth - 1), 1 << (bitDepth - 1)), (picture.Chroma(cb, y, x), picture.Chroma(cr, y, x)));
    }

    [Theory]
    [InlineData(110, 110)]
    [InlineData(-110, 90)]
    [InlineData(0, -130)]
    [InlineData(-80, -60)]
    public void Every_pixel_is_a_color(float a, float b)
    {
        var picture = new Picture(new PlaneLayout(96, 64, 8, ChromaSampling.Yuv444), Full601);
        var (cb, cr) = picture.Paint(picture.Answer((_, _) => (a, b)), saturation: 1);
        var colored = 0;
        for (var y = 0; y < 64; y++)
            for (var x = 0; x < 96; x++)
            {
                var luma = Planes.Sample(picture.Layout, picture.Luma, y, x);
                var (red, green, blue) = YCbCr.ToRgb(luma, picture.Chroma(cb, y, x), picture.Chroma(cr, y, x), Full601, 8);
                Assert.All([red, green, blue], value => Assert.InRange(value, -0.005, 1.005));
                colored += Math.Max(red, Math.Max(green, blue)) - Math.Min(red, Math.Min(green, blue)) > 0.1 ? 1 : 0;
            }

        Assert.True(colored > 96 * 64 / 2, $"only {colored} pixels got a color");
    }

    [Theory]
    [InlineData(16)]
    [InlineData(18)]
    [InlineData(110)]
    [InlineData(235)]
    [InlineData(255)]
    public void A_blank_picture_stays_gray(int code)
    {
        var picture = new Picture(new PlaneLayout(64, 48, 8, ChromaSampling.Yuv420), default, (y, x) => code + ((x ^ y) & 1));
        var (cb, cr) = picture.Paint(picture.Answer((_, _) => (30, -30)), saturation: 1);
        Assert.All(cb, value => Assert.Equal(128, value));
        Assert.All(cr, value => Assert.Equal(128, value));
    }

    [Theory]
    [InlineData(110, 200, 12)]
    [InlineData(180, 40, 6)]
    public void A_title_on_a_plain_ground_stays_gray(int ground, int letters, int columns)
    {
        var picture = new Picture(
            new PlaneLayout(256, 144, 8, ChromaSampling.Yuv420), default,
            (y, x) => y is > 60 and < 70 && x is > 40 and < 200 && x / 4 % 8 < columns / 3 ? letters : ground + ((x * 7 + y * 3) & 1));
        var (cb, cr) = picture.Paint(picture.Answer((_, _) => (5, -40)), saturation: 1);
        Assert.All(cb, value => Assert.Equal(128, value));
        Assert.All(cr, value => Assert.Equal(128, value));
    }

    [Fact]
    public void A_sky_with_a_gradient_is_colored()
    {
        var picture = new Picture(
            new PlaneLayout(256, 144, 8, ChromaSampling.Yuv420), default, (y, x) => 130 + y / 7 + ((x * 7 + y * 3) & 1));
        var (cb, _) = picture.Paint(picture.Answer((_, _) => (0, -40)), saturation: 1);
        Assert.All(cb, value => Assert.True(value > 150));
    }

    [Fact]
    public void White_titles_on_black_stay_white_on_black()
    {
        var picture = new Picture(
            new PlaneLayout(64, 48, 8, ChromaSampling.Yuv420), default, (y, x) => (x / 8 + y / 8) % 2 == 0 ? 235 : 16);
        var (cb, cr) = picture.Paint(picture.Answer((_, _) => (25, 40)), saturation: 1);
        for (var i = 0; i < cb.Length; i++)
            if (i % 4 != 0)
                Assert.Equal((128, 128), (cb[i], cr[i]));
    }

    [Fact]
    public void Color_follows_the_edge_of_luma()
    {
        // Two halves whose border lies inside an answer cell: each side keeps its own color up to the border.
        var picture = new Picture(
            new PlaneLayout(128, 64, 8, ChromaSampling.Yuv420), default, (_, x) => x < 66 ? 90 : 190, answerScale: 4);
        var ab = picture.Answer((_, x) => x < 16 ? (0f, -40f) : (0f, 40f));
        var (cb, _) = picture.Paint(ab, saturation: 1);
        var row = cb.AsSpan(16 * 64, 64);
        Assert.True(row[30] > 128 + 20, $"left of the edge: {row[30]}");
        Assert.True(row[36] < 128 - 20, $"right of the edge: {row[36]}");
    }

    [Fact]
    public void A_frame_costs_no_allocation()
    {
        var picture = new Picture(new PlaneLayout(320, 180, 8, ChromaSampling.Yuv420), default);
        var ab = picture.Answer((_, x) => (x, -x));
        var painter = picture.Painter(1);
        var (cb, cr) = (new byte[picture.Layout.ChromaBytes], new byte[picture.Layout.ChromaBytes]);
        painter.Paint(picture.Luma, picture.Cells, ab, cb, cr);
        Assert.Equal(0, Garbage.Of(() => painter.Paint(picture.Luma, picture.Cells, ab, cb, cr)));
    }

    private static ColorDescription Full601 => new(ColorMatrix.Bt601, true, ChromaSiting.Left);
}
