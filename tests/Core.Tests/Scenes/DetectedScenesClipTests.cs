using StreamColorizer.Core.Scenes;

namespace Core.Tests.Scenes;

public class DetectedScenesClipTests
{
    // Frame numbers of the cuts that the data's own description gives in seconds.
    [Theory]
    [InlineData("clips/street-cuts.mp4", "30 76 137 187 242")]
    [InlineData("clips/documentary-cuts.mp4", "20 120 251")]
    [InlineData("film/desert-troops-1950s.mp4", "44 134 299")]
    [InlineData("clips/cctv-plaza-day.mp4", "")]
    [InlineData("clips/traffic-cam-day.mp4", "")]
    [InlineData("clips/indoor-people.mp4", "")]
    [InlineData("clips/indoor-atrium.mp4", "")]
    [InlineData("clips/night-yard.mp4", "")]
    [InlineData("film/wall-climber-1900s.mp4", "")]
    public void Finds_every_cut_and_no_other(string clip, string cuts)
    {
        var marks = Marks(clip);
        var found = Enumerable.Range(1, marks.Count - 1).Where(frame => marks[frame].IsCut);
        Assert.Equal(cuts, string.Join(' ', found));
        if (cuts.Length == 0)
            Assert.Single(marks, mark => mark.IsKeyFrame);
    }

    [Fact]
    public void The_same_clip_gives_the_same_scenes() =>
        Assert.Equal(Marks("film/house-fire-amateur.mp4"), Marks("film/house-fire-amateur.mp4"));

    private static List<SceneMark> Marks(string clip)
    {
        var marks = new List<SceneMark>();
        ClipFrames.Read(Path.Combine(ClipFrames.DataFolder(), clip), layout =>
        {
            var scenes = new DetectedScenes(layout, default);
            return luma => marks.Add(scenes.Next(luma));
        });
        return marks;
    }
}
