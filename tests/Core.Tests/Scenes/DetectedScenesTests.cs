using Core.Tests.Color;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Scenes;

namespace Core.Tests.Scenes;

public class DetectedScenesTests
{
    private static readonly PlaneLayout Layout = new(160, 120, 8, ChromaSampling.Yuv420);

    [Fact]
    public void The_first_frame_is_a_key_frame() =>
        Assert.Equal([new SceneMark(0, SceneEvent.Cut)], Marks([Scene(1)]));

    [Fact]
    public void A_returning_scene_keeps_its_number() =>
        Assert.Equal(
            "0 1 0 1 2 0",
            string.Join(' ', Marks([Scene(1), Scene(2), Scene(1), Scene(2), Scene(3), Scene(1)]).Select(mark => mark.Scene)));

    [Fact]
    public void Nine_scenes_ago_is_forgotten()
    {
        var marks = Marks([.. Enumerable.Range(1, 9).Select(seed => Scene(seed)), Scene(1)]);
        Assert.Equal(new SceneMark(9, SceneEvent.Cut), marks[^1]);
    }

    [Fact]
    public void A_white_flash_does_not_end_a_scene() =>
        Assert.All(
            Marks([Scene(1), Scene(1), Planes.Constant(Layout, 235), Scene(1), Scene(1)]),
            mark => Assert.Equal(0, mark.Scene));

    [Fact]
    public void A_bright_flash_returns_to_its_scene()
    {
        var marks = Marks([Scene(1), Scene(1), Scene(1, gain: 0.15, lift: 180), Scene(1), Scene(1)]);
        Assert.Equal(0, marks[^1].Scene);
        Assert.Single(marks, mark => mark.IsKeyFrame && mark.Scene == 0);
    }

    [Fact]
    public void Flicker_is_no_cut() =>
        Assert.All(Marks(Enumerable.Range(0, 60).Select(i => Scene(1, gain: i % 2 == 0 ? 1 : 0.8))), mark => Assert.Equal(0, mark.Scene));

    [Fact]
    public void A_fade_through_black_to_the_same_picture_is_no_cut()
    {
        var marks = Marks([.. Fade(1, down: true), Planes.Constant(Layout, 16), Planes.Constant(Layout, 16), .. Fade(1, down: false)]);
        Assert.Single(marks, mark => mark.IsCut);
    }

    [Fact]
    public void A_fade_through_black_to_another_picture_is_a_cut_and_then_takes_a_full_key_frame()
    {
        Byte[][] steady = [.. Enumerable.Repeat(Scene(2), 30)];
        var marks = Marks([.. Fade(1, down: true), Planes.Constant(Layout, 16), .. Fade(2, down: false), .. steady]);
        Assert.Equal(2, marks.Count(mark => mark.IsCut));
        Assert.Contains(marks.TakeLast(30), mark => mark.Event == SceneEvent.Drift);
    }

    [Fact]
    public void A_picture_that_stays_far_from_its_key_frame_gets_a_new_one()
    {
        var frames = Enumerable.Range(0, 80).Select(i => Blend(Scene(1), Scene(2), Math.Min(1, i / 40.0)));
        var marks = Marks(frames);
        Assert.Single(marks, mark => mark.IsCut);
        Assert.Equal(new SceneMark(1, SceneEvent.Drift), Assert.Single(marks, mark => mark.Event == SceneEvent.Drift));
    }

    [Fact]
    public void A_film_that_starts_blank_takes_its_first_picture_as_key_frame() =>
        Assert.Equal(
            [new(0, SceneEvent.Cut, IsBlank: true), new(0, SceneEvent.Same, IsBlank: true), new(1, SceneEvent.Cut), new(1, SceneEvent.Same)],
            Marks([Planes.Constant(Layout, 16), Planes.Constant(Layout, 16), Scene(1), Scene(1)]));

    [Fact]
    public void Steady_frames_cost_no_allocation()
    {
        var scenes = new DetectedScenes(Layout, default);
        var frame = Scene(1);
        scenes.Next(frame);
        scenes.Next(frame);
        Assert.Equal(0, Garbage.Of(() => scenes.Next(frame)));
    }

    [Theory]
    [InlineData(1, 1, 8)]
    [InlineData(7, 2, 10)]
    public void Tiny_pictures_work(int width, int height, int bitDepth)
    {
        var layout = new PlaneLayout(width, height, bitDepth, ChromaSampling.Yuv420);
        Assert.Equal(0, new DetectedScenes(layout, default).Next(Planes.Random(layout, 3)).Scene);
    }

    private static List<SceneMark> Marks(IEnumerable<byte[]> frames)
    {
        var scenes = new DetectedScenes(Layout, default);
        return [.. frames.Select(frame => scenes.Next(frame))];
    }

    private static byte[] Scene(int seed, double gain = 1, int lift = 0)
    {
        var random = new Random(seed);
        var blocks = Enumerable.Range(0, 48).Select(_ => random.Next(20, 220)).ToArray();
        return Planes.Filled(Layout, (y, x) => Math.Clamp((int)(16 + lift + gain * (blocks[y / 20 * 8 + x / 20] - 16)), 0, 235));
    }

    private static IEnumerable<byte[]> Fade(int seed, bool down) =>
        Enumerable.Range(0, 21).Select(i => Scene(seed, gain: down ? 1 - i / 20.0 : i / 20.0));

    private static byte[] Blend(byte[] first, byte[] second, double share) =>
        [.. first.Zip(second, (a, b) => (byte)(a + share * (b - a)))];
}
