using StreamColorizer.Core.Color;

namespace Core.Tests.Color;

public class ColorMemoryTests
{
    private const int Height = 9;
    private const int Width = 13;
    private const int Cells = Height * Width;

    [Theory]
    [InlineData(0)]
    [InlineData(0.15f)]
    public void Color_that_comes_and_goes_while_the_picture_stays_is_evened_also_when_exposure_flickers(float flicker)
    {
        var memory = Memory();
        var changes = new List<float>();
        var before = 0f;
        for (var frame = 0; frame < 40; frame++)
        {
            var ab = Answer((_, _) => frame % 2 == 0 ? (0, 0) : (0, -30));
            memory.Steady(0, 0, Light((y, x) => (20 + 4 * y + x) * (1 + flicker * (frame % 2))), ab);
            changes.Add(Math.Abs(ab[Cells + 60] - before));
            before = ab[Cells + 60];
        }

        Assert.InRange(changes[20..].Max(), 0.1f, 30 * 0.2f);
        Assert.InRange(before, -18, -12);
    }

    [Fact]
    public void What_moves_brings_its_own_color_and_leaves_none_behind()
    {
        // A light thing crosses a dark ground, a cell a frame.
        var memory = Memory();
        for (var frame = 0; frame < Width; frame++)
        {
            var ab = Answer((_, x) => x == frame ? (40, 20) : (-10, 5));
            memory.Steady(0, 0, Light((_, x) => x == frame ? 80 : 30), ab);
            for (var x = 0; x < Width; x++)
                Assert.Equal(x == frame ? 40 : -10, ab[4 * Width + x], 0.5f);
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void Another_scene_or_group_begins_anew(int scene, int group)
    {
        var memory = Memory();
        for (var frame = 0; frame < 20; frame++)
            memory.Steady(0, 0, Light((_, _) => 50), Answer((_, _) => (30, 30)));
        var ab = Answer((_, _) => (-5, 7));
        memory.Steady(scene, group, Light((_, _) => 50), ab);
        Assert.Equal(Answer((_, _) => (-5, 7)), ab);
    }

    [Fact]
    public void No_color_stays_exactly_none_also_in_the_dark()
    {
        var memory = Memory();
        for (var frame = 0; frame < 5; frame++)
        {
            var ab = new float[2 * Cells];
            memory.Steady(0, 0, Light((_, _) => frame % 2 == 0 ? 0 : 70), ab);
            Assert.All(ab, value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void Cells_of_another_size_are_refused()
    {
        var cells = new CellLightness(Height, 2 * Width, Height, 2 * Width);
        Assert.Throws<ArgumentException>(() => Memory().Steady(0, 0, cells, new float[2 * Cells]));
        Assert.Throws<ArgumentException>(() => new EvenFields(Height, Width).Even(cells, new float[2 * Cells]).Length);
    }

    [Fact]
    public void A_frame_costs_no_allocation()
    {
        var (memory, cells, ab) = (Memory(), Light((_, x) => x), Answer((y, x) => (y, x)));
        memory.Steady(0, 0, cells, ab);
        Assert.Equal(0, Garbage.Of(() => memory.Steady(0, 0, cells, ab)));
    }

    private static ColorMemory Memory() => new(Height, Width);

    private static CellLightness Light(Func<int, int, float> at)
    {
        var cells = new CellLightness(Height, Width, Height, Width);
        cells.Read(Plane(at));
        return cells;
    }

    private static float[] Plane(Func<int, int, float> at) =>
        [.. from y in Enumerable.Range(0, Height) from x in Enumerable.Range(0, Width) select at(y, x)];

    private static float[] Answer(Func<int, int, (float A, float B)> at) =>
        [.. Plane((y, x) => at(y, x).A), .. Plane((y, x) => at(y, x).B)];
}
