using Core.Tests.Pipeline;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Core.Scenes;

namespace Core.Tests.Film;

public sealed class FilmJobTests : IDisposable
{
    private const int Frames = 47;
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task AFilmInterruptedAnywhereEndsAsIfItHadNotBeen()
    {
        var whole = await ColorAsync("whole", new MemoryStudio(Frames, Picture));
        var expected = File.ReadAllBytes(whole.JoinedPath!);
        Assert.True(whole.Plan.Segments.Count >= 5);
        Assert.Equal(3, whole.Plan.CutCount);
        Assert.Equal(3, whole.Plan.SceneCount);

        for (var death = 0; death < Frames; death += 6)
        {
            var name = $"killed-at-{death}";
            await Assert.ThrowsAsync<IOException>(() => ColorAsync(name, new MemoryStudio(Frames, Picture) { DieAt = death }));
            var resumed = await ColorAsync(name, new MemoryStudio(Frames, Picture));

            Assert.Equal(expected, File.ReadAllBytes(resumed.JoinedPath!));
            Assert.Equal(whole.DecodedLumaDigest, resumed.DecodedLumaDigest);
            Assert.Equal(whole.EncodedLumaDigest, resumed.EncodedLumaDigest);
            // A segment enters the journal a moment behind its last frame, so the one before may still be on its way.
            Assert.InRange(resumed.ResumedSegments, whole.Plan.SegmentAt(death).Index - 1, whole.Plan.SegmentAt(death).Index);
        }
    }

    [Fact]
    public async Task EveryFrameUsesTheEmbeddingOfItsOwnScene()
    {
        using var network = new FakeNetwork();
        var film = await ColorAsync("film", new MemoryStudio(Frames, Picture), network: network);

        Assert.Equal(3, network.Embedded);
        Assert.Equal(3, film.Plan.Embeddings.Values.Select(embedding => embedding[0]).Distinct().Count());
        Assert.Equal(
            Enumerable.Range(0, Frames).Select(frame => film.Plan.Embeddings[SceneOf(frame)][0]),
            network.Colored.Select(asked => asked.Embedding));
    }

    [Fact]
    public async Task AResumedFilmTakesItsEmbeddingsFromThePlan()
    {
        await Assert.ThrowsAsync<IOException>(() => ColorAsync("film", new MemoryStudio(Frames, Picture) { DieAt = 25 }));
        using var network = new FakeNetwork();
        var resumed = await ColorAsync("film", new MemoryStudio(Frames, Picture), network: network);

        Assert.Equal(0, network.Embedded);
        Assert.NotEmpty(network.Colored);
        Assert.Equal(3, resumed.Plan.Embeddings.Count);
    }

    [Fact]
    public async Task ASegmentWhoseFileOrListChangedIsMadeAgain()
    {
        var first = await ColorAsync("film", new MemoryStudio(Frames, Picture));
        var expected = File.ReadAllBytes(first.JoinedPath!);
        using (var folder = WorkFolder.Open(_temporary.File("film")))
        {
            var path = folder.SegmentPath(2, ".raw");
            var bytes = File.ReadAllBytes(path);
            bytes[^1] ^= 1;
            File.WriteAllBytes(path, bytes);
            File.Delete(folder.SegmentPath(3, ".raw"));
            foreach (var list in new[] { folder.EncodedLumaPath(4), folder.DecodedLumaPath(5) })
                File.WriteAllLines(list, File.ReadAllLines(list).Reverse());
        }

        var studio = new MemoryStudio(Frames, Picture);
        var again = await ColorAsync("film", studio);

        Assert.Equal([["segment-00002.part.raw", "segment-00003.part.raw", "segment-00004.part.raw"], ["segment-00005.part.raw"]], studio.Opened);
        Assert.Equal(first.Plan.Segments.Count - 4, again.ResumedSegments);
        Assert.Equal(expected, File.ReadAllBytes(again.JoinedPath!));
        Assert.NotNull(again.DecodedLumaDigest);
        Assert.Equal(first.DecodedLumaDigest, again.DecodedLumaDigest);
        Assert.Equal(first.EncodedLumaDigest, again.EncodedLumaDigest);
    }

    [Fact]
    public async Task AnEncoderMakesSegmentsThatFollowEachOtherAndNoMoreThanItCan()
    {
        var studio = new MemoryStudio(Frames, Picture) { LongestRun = 2 };
        var first = await ColorAsync("film", studio);
        Assert.Equal([0, 1, 2, 3, 4, 5], first.Plan.Segments.Select(segment => segment.Index));
        Assert.Equal([2, 2, 2], studio.Opened.Select(files => files.Length));
        using (var folder = WorkFolder.Open(_temporary.File("film")))
        {
            foreach (var segment in new[] { 0, 1, 3, 4, 5 })
                File.Delete(folder.SegmentPath(segment, ".raw"));
        }

        studio = new MemoryStudio(Frames, Picture);
        await ColorAsync("film", studio);

        Assert.Equal([["segment-00000.part.raw", "segment-00001.part.raw"],
            ["segment-00003.part.raw", "segment-00004.part.raw", "segment-00005.part.raw"]], studio.Opened);
    }

    [Fact]
    public async Task OtherOptionsAreNotResumedByAccident()
    {
        await Assert.ThrowsAsync<IOException>(() => ColorAsync("film", new MemoryStudio(Frames, Picture) { DieAt = 40 }));
        var fault = await Assert.ThrowsAsync<ColorizerException>(
            () => ColorAsync("film", new MemoryStudio(Frames, Picture), crf: "20"));

        Assert.Equal(ExitCode.Usage, fault.ExitCode);
        Assert.Equal($"{_temporary.File("film")}.streamcolorizer holds finished segments of a run in which crf was 18 and is now 20: "
            + "use the earlier settings to continue it, or --no-resume to start anew.", fault.Message);
        var anew = await ColorAsync("film", new MemoryStudio(Frames, Picture), crf: "20", resume: false);
        Assert.Equal(0, anew.ResumedSegments);
    }

    [Fact]
    public async Task ASourceThatChangedIsNotEncoded()
    {
        await Assert.ThrowsAsync<IOException>(() => ColorAsync("film", new MemoryStudio(Frames, Picture) { DieAt = 20 }));
        var changed = new MemoryStudio(Frames, Picture) { Pts = index => index == 33 ? 33_500 : 1000 * index + 7 };
        var fault = await Assert.ThrowsAsync<ColorizerException>(() => ColorAsync("film", changed));

        Assert.Matches(
            "^Frame 33 of segment [0-9]+ is not the one that the plan saw \\(frame 33 was expected\\): the source changed, or its "
            + "decoding cannot be repeated; run the same command again with --no-resume\\.$", fault.Message);
    }

    [Fact]
    public async Task AStoppedFilmKeepsItsFinishedSegmentsAndCanGoOn()
    {
        using var stop = new CancellationTokenSource();
        var passes = 0;
        var studio = new MemoryStudio(Frames, Picture)
        {
            Before = async (index, _) =>
            {
                passes += index == 0 ? 1 : 0;
                if (passes == 2 && index == 30)
                    await stop.CancelAsync();
            },
        };
        var stopped = await ColorAsync("film", studio, stop: stop);

        Assert.Null(stopped.JoinedPath);
        // Frames 0 to 29 were read, and what got all of its frames is finished, too.
        Assert.Equal(stopped.Plan.Segments.Count(segment => segment.EndFrame <= 30), stopped.DoneSegments);
        Assert.InRange(stopped.DoneSegments, 1, stopped.Plan.Segments.Count - 1);
        var resumed = await ColorAsync("film", new MemoryStudio(Frames, Picture));
        Assert.Equal(stopped.DoneSegments, resumed.ResumedSegments);
        Assert.NotNull(resumed.JoinedPath);
    }

    [Fact]
    public async Task TwelveMomentsAreKeptAlsoAcrossRuns()
    {
        await Assert.ThrowsAsync<IOException>(() => ColorAsync("film", new MemoryStudio(Frames, Picture) { DieAt = 25 }));
        var resumed = await ColorAsync("film", new MemoryStudio(Frames, Picture));

        Assert.Equal(Moments.Count, resumed.Moments.Count);
        Assert.All(resumed.Moments, moment => Assert.Equal(64 * 48, new FileInfo(moment.BeforePath).Length));
    }

    [Fact]
    public async Task ASizeThatChangesByTooFewRowsForThePlanPassIsMetWhileColoring()
    {
        var studio = new MemoryStudio(Frames, Picture) { ChangeAt = 33 };
        var film = await ColorAsync("film", studio);
        var plain = await ColorAsync("plain", new MemoryStudio(Frames, Picture));

        Assert.Equal(Frames, film.DoneFrames);
        Assert.Equal(["It changed."], film.Adapted.Select(outcome => outcome.Sentence));
        Assert.Equal(["It changed."], film.Notes);
        Assert.False(film.IsWhole);
        Assert.Equal(File.ReadAllBytes(plain.JoinedPath!), File.ReadAllBytes(film.JoinedPath!));
        // The segments that were made before are not those of the new plan.
        Assert.Equal(0, film.ResumedSegments);
    }

    [Fact]
    public async Task AListThatIsTamperedWithChangesTheFilmsDigest()
    {
        WorkFolder? work = null;
        var studio = new MemoryStudio(Frames, Picture);
        studio.Joining = () =>
        {
            var list = work!.DecodedLumaPath(3);
            File.WriteAllLines(list, File.ReadAllLines(list).Reverse());
        };
        var film = await ColorAsync("film", studio, opened: folder => work = folder);

        Assert.NotNull(film.DecodedLumaDigest);
        Assert.NotEqual(film.DecodedLumaDigest, film.EncodedLumaDigest);
    }

    // Three scenes, the first of which returns; 1 frame a second, so segments are at most ten frames long.
    private static (int Pattern, int Picture) Picture(long index) => (SceneOf(index), (int)(index % 7));

    private static int SceneOf(long index) => index switch { < 13 => 0, < 22 => 1, < 30 => 0, _ => 2 };

    private async Task<FilmOutcome> ColorAsync(
        string name, MemoryStudio studio, string crf = "18", bool resume = true, CancellationTokenSource? stop = null,
        FakeNetwork? network = null, Action<WorkFolder>? opened = null)
    {
        using var folder = WorkFolder.Open(_temporary.File(name));
        opened?.Invoke(folder);
        var signature = new JobSignature(new Dictionary<string, string> { ["crf"] = crf });
        var options = new PipelineOptions { Color = Walk.Color };
        using var own = new FakeNetwork();
        var job = new FilmJob(studio, DetectedScenes.DefaultThreshold, network ?? own, options, signature, new FilmProgress());
        return await job.RunAsync(folder, resume, stop?.Token ?? default, TestContext.Current.CancellationToken);
    }
}
