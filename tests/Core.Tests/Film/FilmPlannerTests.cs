using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Scenes;

namespace Core.Tests.Film;

public sealed class FilmPlannerTests
{
    private static readonly TimeBase Millisecond = new(1, 1000);

    [Fact]
    public void SegmentsEndAtTheLastCutWithinTenSeconds()
    {
        var plan = Plan(25, 30, second => second switch { < 4 => 0, < 9 => 1, < 17 => 2, _ => 3 });

        Assert.Equal([0, 9, 17, 27], plan.Segments.Select(segment => segment.FirstFrame / 25));
        Assert.Equal(3, plan.CutCount);
        Assert.Equal(4, plan.SceneCount);
    }

    [Fact]
    public void AFilmWithoutCutsIsDividedAtTenSecondsAndKeepsItsEmbedding()
    {
        var plan = Plan(25, 25, _ => 0);

        Assert.Equal([0, 250, 500], plan.Segments.Select(segment => segment.FirstFrame));
        Assert.Equal([new SceneSpan(0, 0, false)], plan.Spans);
    }

    [Fact]
    public void AReturningSceneIsTheSameScene()
    {
        var plan = Plan(10, 6, second => second is 2 or 3 ? 7 : 4);

        Assert.Equal(
            [new SceneSpan(0, 4, false), new SceneSpan(20, 7, true), new SceneSpan(40, 4, true)], plan.Spans);
    }

    [Fact]
    public void ADriftedSceneIsASceneOfItsOwnButNoCut()
    {
        var planner = new FilmPlanner(Millisecond);
        for (var frame = 0; frame < 10; frame++)
            planner.Add(frame * 40, new SceneMark(frame / 5, frame % 5 == 0 ? SceneEvent.Drift : SceneEvent.Same));
        var plan = planner.Build();

        Assert.Equal([new SceneSpan(0, 0, false), new SceneSpan(5, 1, false)], plan.Spans);
        Assert.Equal(0, plan.CutCount);
    }

    [Fact]
    public void NoSegmentIsLongerThanTenSecondsWhateverTheTimestamps()
    {
        var random = new Random(1);
        var planner = new FilmPlanner(Millisecond);
        var pts = -500L;
        for (var frame = 0; frame < 5000; frame++)
        {
            planner.Add(pts, new SceneMark(0, random.Next(40) == 0 ? SceneEvent.Return : SceneEvent.Same));
            pts += random.Next(100) == 0 ? random.Next(15_000) : random.Next(1, 60);
        }

        var plan = planner.Build();
        foreach (var segment in plan.Segments)
            Assert.InRange(plan.Frames.Pts(segment.EndFrame - 1) - plan.Frames.Pts(segment.FirstFrame), 0, 10_000);
    }

    private static FilmPlan Plan(int rate, int seconds, Func<int, int> sceneAtSecond)
    {
        var planner = new FilmPlanner(Millisecond);
        var known = new HashSet<int>();
        for (var frame = 0; frame < rate * seconds; frame++)
        {
            var scene = sceneAtSecond(frame / rate);
            var isSame = frame > 0 && scene == sceneAtSecond((frame - 1) / rate);
            var mark = isSame ? SceneEvent.Same : known.Add(scene) ? SceneEvent.Cut : SceneEvent.Return;
            planner.Add(frame * 1000L / rate, new SceneMark(scene, mark));
        }

        return planner.Build();
    }
}
