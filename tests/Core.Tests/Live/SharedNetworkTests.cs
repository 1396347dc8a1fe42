using StreamColorizer.Core.Live;

namespace Core.Tests.Live;

public sealed class SharedNetworkTests : IDisposable
{
    private const int Side = 16, Answers = 2 * 4 * 4;

    // A deadline, in seconds, that no machine misses.
    private const double Never = 300;
    private readonly SlowNetwork _network = new();
    private readonly List<GrayReason> _gray = [];
    private readonly SharedNetwork _shared;

    public SharedNetworkTests() => _shared = new SharedNetwork(_network, 4, TimeSpan.Zero, TimeProvider.System);

    public void Dispose()
    {
        _network.Release(1000);
        _shared.Dispose();
    }

    [Fact]
    public void OneFeed_IsAnsweredAtOnce()
    {
        Assert.All(Ask(Feed(Never)), value => Assert.Equal(20, value));
        Assert.Empty(_gray);
    }

    [Fact]
    public async Task QuestionsThatWait_ShareABatch_UpToTheMost()
    {
        _network.Holds = true;
        var first = Task.Factory.StartNew(() => Ask(Feed(Never)), TaskCreationOptions.LongRunning);
        await Until(() => _network.Batches.Count == 1, "the first question is with the network");
        var others = Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(() => Ask(Feed(Never)), TaskCreationOptions.LongRunning)).ToArray();
        await Until(() => _shared.Waiting == 6, "six questions wait while the first is answered");
        _network.Release(3);
        await Task.WhenAll([first, .. others]);
        Assert.Equal([1, 4, 2], _network.Batches);
        Assert.Empty(_gray);
    }

    [Fact]
    public async Task OtherSizes_HaveTheirOwnBatch()
    {
        _network.Holds = true;
        var first = Task.Factory.StartNew(() => Ask(Feed(Never)), TaskCreationOptions.LongRunning);
        await Until(() => _network.Batches.Count == 1, "the first question is with the network");
        var others = new[] { 16, 32, 16 }.Select(width => Task.Factory.StartNew(() => Ask(Feed(Never), width), TaskCreationOptions.LongRunning)).ToArray();
        await Until(() => _shared.Waiting == 3, "three questions wait");
        _network.Release(3);
        await Task.WhenAll([first, .. others]);
        Assert.Equal(3, _network.Batches.Count);
        Assert.Equal(4, _network.Batches.Sum());
    }

    [Fact]
    public void LateAnswers_AreGrayWithinTheDeadline_AndTheNextFrameIsNotHeldUp()
    {
        _network.Holds = true;
        var feed = Feed(.05);
        Assert.All(Ask(feed), value => Assert.Equal(0, value));
        Assert.All(Ask(feed), value => Assert.Equal(0, value));
        Assert.Equal([GrayReason.Late, GrayReason.Busy], _gray);
    }

    [Fact]
    public async Task ADeadFeedsQuestion_DoesNotStopTheOthers()
    {
        _network.Holds = true;
        Ask(Feed(.02));
        _network.Release(1);
        _network.Holds = false;
        await Until(() => _shared.Waiting == 0, "the network is free");
        Assert.All(Ask(Feed(Never)), value => Assert.Equal(20, value));
    }

    [Fact]
    public void Failures_AreGray_AndOverWhenTheNetworkWorksAgain()
    {
        var feed = Feed(Never);
        _network.Fault = new InvalidOperationException("device lost");
        Assert.All(Ask(feed), value => Assert.Equal(0, value));
        _network.Fault = null;
        _network.Answer = float.NaN;
        Assert.All(Ask(feed), value => Assert.Equal(0, value));
        _network.Answer = 20;
        Assert.All(Ask(feed), value => Assert.Equal(20, value));
        Assert.Equal([GrayReason.Failed, GrayReason.Failed], _gray);
    }

    [Fact]
    public async Task ANetworkWithTwoLanes_TakesTwoBatchesAtOnce_AndSharesWhatWaits()
    {
        using var network = new SlowNetwork { Lanes = 2, Holds = true };
        using var shared = new SharedNetwork(network, 4, TimeSpan.Zero, TimeProvider.System);
        var questions = Enumerable.Range(0, 8).Select(_ => new FeedNetwork(shared, TimeSpan.FromSeconds(Never), TimeProvider.System, (_, _) => { }))
            .Select(feed => Task.Factory.StartNew(() => Ask(feed), TaskCreationOptions.LongRunning)).ToArray();
        await Until(() => network.Batches.Count == 2 && network.Batches.Sum() + shared.Waiting == 8, "both lanes are at work, the rest waits");
        network.Release(8);
        Assert.All(await Task.WhenAll(questions), answer => Assert.All(answer, value => Assert.Equal(20, value)));
        Assert.Equal(8, network.Batches.Sum());
    }

    [Fact]
    public void AStillPicture_KeepsItsColor_UntilSomethingMoves()
    {
        var feed = Feed(Never);
        for (var frame = 0; frame < 10; frame++)
            Assert.All(Ask(feed, lightness: 50 + frame % 2 * .9f), value => Assert.Equal(20, value));
        Assert.Single(_network.Batches);
        // What changes slowly is measured from the picture that was asked.
        foreach (var lightness in (float[])[50.5f, 51, 51.5f])
            Ask(feed, lightness: lightness);
        Assert.Equal(2, _network.Batches.Count);
        Ask(feed, lightness: 51.5f, embedding: 3);
        Assert.Equal(3, _network.Batches.Count);
        Assert.Empty(_gray);
    }

    [Fact]
    public void AnAnswerThatFailed_IsNotKept()
    {
        var feed = Feed(Never);
        _network.Answer = float.NaN;
        Ask(feed);
        _network.Answer = 20;
        Assert.All(Ask(feed), value => Assert.Equal(20, value));
        Assert.Equal(2, _network.Batches.Count);
    }

    [Fact]
    public void AFrameThatIsLateAlready_DoesNotAsk()
    {
        var feed = Feed(.5);
        feed.Expect(TimeProvider.System.GetTimestamp() - TimeProvider.System.TimestampFrequency);
        Ask(feed);
        Assert.Empty(_network.Batches);
        Assert.Equal([GrayReason.Late], _gray);
    }

    private FeedNetwork Feed(double deadline) => new(
        _shared, TimeSpan.FromSeconds(deadline), TimeProvider.System, (reason, _) =>
        {
            lock (_gray)
                _gray.Add(reason);
        });

    private static float[] Ask(FeedNetwork feed, int width = Side, float lightness = 0, float embedding = 0)
    {
        var answer = new float[Answers * width / Side];
        Array.Fill(answer, -1);
        var picture = new float[Side * width];
        // The last pixel alone: it moves as much as all would.
        picture[^1] = lightness;
        feed.Colorize(1, Side, width, picture, new float[] { embedding, 0, 0, 0 }, answer);
        return answer;
    }

    private static async Task Until(Func<bool> condition, string what)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 12_000, $"Not within two minutes: {what}.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
