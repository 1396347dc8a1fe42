using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Core.Scenes;

namespace Core.Tests.Film;

public sealed class WorkFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void ASecondRunIsRefusedUntilTheFirstEnds()
    {
        var output = _temporary.File("film.mkv");
        using (WorkFolder.Open(output))
        {
            var fault = Assert.Throws<ColorizerException>(() => WorkFolder.Open(output));
            Assert.Equal(ExitCode.TryAgain, fault.ExitCode);
            Assert.Equal($"Another run is already making {output}: wait for it, or choose another output with -o.", fault.Message);
        }

        using var again = WorkFolder.Open(output);
        again.Remove();
        Assert.False(Directory.Exists(again.Path));
    }

    [Fact]
    public void AKillBetweenRenameAndRemovalLeavesNothingForLong()
    {
        var output = Delivered("film.mkv");
        WorkFolder.RemoveDelivered(output);

        Assert.False(Directory.Exists(WorkFolder.PathFor(output)));
        Assert.True(File.Exists(output));
    }

    [Theory]
    [InlineData("segments are missing", false, false, true)]
    [InlineData("the joined film has not been renamed", true, true, true)]
    [InlineData("the film is gone", true, false, false)]
    public void AFolderThatIsStillNeededStays(string why, bool finished, bool joined, bool there)
    {
        var output = Delivered($"{why}.mkv", finished);
        if (joined)
            File.WriteAllText(Path.Combine(WorkFolder.PathFor(output), "joined.mkv"), "film");
        if (!there)
            File.Delete(output);
        WorkFolder.RemoveDelivered(output);

        Assert.True(File.Exists(Path.Combine(WorkFolder.PathFor(output), "segment-00000.mkv")), why);
    }

    [Fact]
    public void AMarkOfAnEarlierRunEndsWithTheNext()
    {
        var output = Delivered("film.mkv");
        using (var folder = WorkFolder.Open(output))
        {
            folder.RemoveParts();
        }

        WorkFolder.RemoveDelivered(output);
        Assert.True(Directory.Exists(WorkFolder.PathFor(output)));
    }

    [Fact]
    public void AMissingFolderIsNotMade()
    {
        var folder = _temporary.File("missing");
        var fault = Assert.Throws<ColorizerException>(() => WorkFolder.Open(Path.Combine(folder, "film.mkv")));

        Assert.Equal(ExitCode.Failed, fault.ExitCode);
        Assert.Equal($"The folder {folder} does not exist: make it, or choose another output with -o.", fault.Message);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void APlanComesBackAsItWas()
    {
        using var folder = WorkFolder.Open(_temporary.File("film.mkv"));
        var plan = SomePlan(600);
        var signature = new JobSignature(new Dictionary<string, string> { ["crf"] = "18" });
        PlanFile.Write(folder, signature, plan, new SourceOutcome(SourceEnd.Damaged, "It was short.", 3), []);
        var file = PlanFile.Read(folder);

        Assert.NotNull(file);
        Assert.True(file.Signature.Matches(signature));
        Assert.Equal(3, file.Source.Complaints);
        var back = file.ToPlan(folder);
        Assert.Equal(plan.Segments, back.Segments);
        Assert.Equal(plan.Spans, back.Spans);
        Assert.Equal(Enumerable.Range(0, 600).Select(plan.Frames.Pts), Enumerable.Range(0, back.Frames.Count).Select(back.Frames.Pts));
        Assert.Equal(plan.TimeBase, back.TimeBase);
    }

    [Theory]
    [InlineData("torn")]
    [InlineData("altered")]
    [InlineData("of an earlier version")]
    public void AFrameListThatIsNotThePlansIsNoticed(string how)
    {
        using var folder = WorkFolder.Open(_temporary.File("film.mkv"));
        PlanFile.Write(folder, new JobSignature(new Dictionary<string, string>()), SomePlan(600), default, []);
        var lines = File.ReadAllLines(folder.FramesPath);
        File.WriteAllLines(folder.FramesPath, how switch
        {
            "torn" => lines.SkipLast(1),
            "altered" => lines.Select(line => line == "300" ? "301" : line),
            _ => lines.Select(line => $"{line} d41d8cd98f00b204e9800998ecf8427e"),
        });

        var fault = Assert.Throws<ColorizerException>(() => PlanFile.Read(folder)!.ToPlan(folder));
        Assert.Equal($"The plan in {folder.Path} is damaged or of another version of StreamColorizer: start anew with --no-resume.", fault.Message);
    }

    [Fact]
    public void ASignatureSaysInWhatItDiffers()
    {
        var earlier = new JobSignature(new Dictionary<string, string> { ["crf"] = "20", ["model"] = "a" });
        var now = new JobSignature(new Dictionary<string, string> { ["crf"] = "18", ["model"] = "a", ["size"] = "144" });

        Assert.False(now.Matches(earlier));
        Assert.Equal("crf was 20 and is now 18, size was not set and is now 144", now.DifferenceFrom(earlier));
        var one = new JobSignature(new Dictionary<string, string> { ["a"] = "1\nb=2" });
        var two = new JobSignature(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        Assert.False(one.Matches(two));
    }

    // What a run leaves that is killed behind the rename of its output.
    private string Delivered(string name, bool finished = true)
    {
        var output = _temporary.File(name);
        File.WriteAllText(output, "film");
        using var folder = WorkFolder.Open(output);
        File.WriteAllText(folder.SegmentPath(0, ".mkv"), "segment");
        File.WriteAllText(folder.JournalPath, "journal");
        if (finished)
            folder.MarkFinished();
        return output;
    }

    private static FilmPlan SomePlan(int frames)
    {
        var planner = new FilmPlanner(new TimeBase(1, 25));
        for (var frame = 0; frame < frames; frame++)
            planner.Add(frame - 3, new SceneMark(frame / 200, frame % 200 == 0 ? SceneEvent.Cut : SceneEvent.Same));

        return planner.Build();
    }
}
