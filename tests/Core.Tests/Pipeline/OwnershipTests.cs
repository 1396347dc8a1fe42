using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Pipeline;

/// <summary>Whatever breaks, the first fault comes out and no frame stays behind (<see cref="Walk"/> checks that).</summary>
public class OwnershipTests
{
    public enum Place
    {
        Source,
        Guide,
        Embed,
        Colorize,
        Sink,
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task AFaultAnywhereEndsTheWalkAndGivesEveryFrameBack(Place place, int batch)
    {
        static void Break() => throw new ColorizerException(ExitCode.Failed, "It broke.");
        var walk = Breaking(place, batch, Break, CancellationToken.None);

        var fault = await Assert.ThrowsAsync<ColorizerException>(() => walk.RunAsync());

        Assert.Equal("It broke.", fault.Message);
        Assert.False(walk.Sink.Completed);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task AbandoningAnywhereGivesEveryFrameBack(Place place, int batch)
    {
        using var abort = new CancellationTokenSource();
        var walk = Breaking(place, batch, abort.Cancel, abort.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => walk.RunAsync());

        Assert.False(walk.Sink.Completed);
    }

    [Fact]
    public async Task AnAnswerThatIsNotFiniteNamesModelAndFrameAndIsNeverWritten()
    {
        var walk = new Walk
        {
            Source = new MemorySource(40, static _ => 100),
            Network = new FakeNetwork { NanAt = 17 },
            Options = new PipelineOptions { Color = Walk.Color, Batch = 3 },
        };

        var fault = await Assert.ThrowsAsync<ColorizerException>(() => walk.RunAsync());

        Assert.Equal(
            "The network fake 1.0 answered with numbers that are not finite for frame 17; nothing of it was encoded: "
            + "choose another bundle (--model) or another device (--device cpu).",
            fault.Message);
        Assert.DoesNotContain(walk.Sink.Lines, static line => line.Index >= 15);
    }

    [Fact]
    public async Task APoolThatIsTooSmallIsRefusedAtOnce()
    {
        var options = new PipelineOptions { Color = Walk.Color };
        using var pool = new StreamColorizer.Core.Frames.FramePool(options.FramesInFlight - 1, 100);
        var walk = new Walk { Source = new MemorySource(1, static _ => 0) };
        var pipeline = new ColorizePipeline(walk.Source, walk.Guide, walk.Network, walk.Sink, options);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => pipeline.RunAsync(pool, CancellationToken.None, CancellationToken.None));
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        var good = new PipelineOptions { Color = Walk.Color };
        var facts = new FakeNetwork().Facts;
        good.Check(facts);
        foreach (var bad in new[]
        {
            good with { Batch = 0 }, good with { QueueDepth = 65 }, good with { NetworkSize = 15 },
            good with { Saturation = float.NaN }, good with { RememberedScenes = 0 }, good with { FixedEmbedding = new float[3] },
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => bad.Check(facts));
        }
    }

    private static Walk Breaking(Place place, int batch, Action breaks, CancellationToken abort)
    {
        void At(Place here, long index)
        {
            if (here == place && index == 20)
                breaks();
        }

        return new Walk
        {
            Abort = abort,
            Source = new MemorySource(1000, static _ => 100)
            {
                Before = (i, _) =>
                {
                    At(Place.Source, i);
                    return Task.CompletedTask;
                },
            },
            Guide = new ListGuide(i =>
            {
                At(Place.Guide, i);
                return (int)i;
            }),
            Network = new FakeNetwork { BeforeEmbed = i => At(Place.Embed, i), BeforeColorize = i => At(Place.Colorize, i) },
            Sink = new MemorySink
            {
                Before = (frame, _) =>
                {
                    At(Place.Sink, frame.Index);
                    return ValueTask.CompletedTask;
                },
            },
            Options = new PipelineOptions { Color = Walk.Color, Batch = batch },
        };
    }

    public static TheoryData<Place, int> Places
    {
        get
        {
            var all = new TheoryData<Place, int>();
            foreach (var place in Enum.GetValues<Place>())
            {
                all.Add(place, 1);
                all.Add(place, 4);
            }

            return all;
        }
    }
}
