using System.Collections;
using Microsoft.Extensions.Logging.Abstractions;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;

namespace Core.Tests.Live;

public sealed class FeedWorkerTests : IAsyncLifetime
{
    // A sink that takes each frame once; a playlist gets the last one again while none comes.
    private const string Recording = "{type: recording, folder: rec}";
    private static int s_number;
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(2);
    private readonly SlowNetwork _network = new();
    private readonly FakeStudio _studio;
    private readonly FeedSupervisor _feeds;
    private readonly string _name = $"feed-{Interlocked.Increment(ref s_number)}";

    public FeedWorkerTests()
    {
        _studio = new FakeStudio(_network);
        _feeds = new FeedSupervisor(_studio, TimeProvider.System, NullLogger.Instance);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _network.Release(10_000);
        await _feeds.DisposeAsync();
    }

    [Fact]
    public async Task ColorsGoOut_LabelledAndCounted_AndTheSumIsExact()
    {
        _studio.Connections.Enqueue(Frames(20));
        var feed = await BeginAsync("{colorize: always, deadline: 10s}", sink: Recording);
        await Until(() => feed.Status is { Decoded: 20 } status && status.Out + status.Dropped == 20, "twenty frames are accounted for");
        await feed.StopAsync(s_grace);

        var sink = Assert.Single(_studio.Sinks);
        Assert.True(sink.Completed);
        Assert.Equal(0, feed.Status.Gray);
        Assert.All(sink.Frames, frame => Assert.NotEqual(128, frame.Chroma));
        Assert.Contains("colors are estimated", _studio.Labels);
        Assert.Equal(sink.Frames.Select(frame => frame.Pts).Distinct().Order(), sink.Frames.Select(frame => frame.Pts));
        Assert.Equal(0, feed.Outstanding - Held(feed));
        var latency = Prometheus.Metrics.CreateHistogram("streamcolorizer_processing_latency_seconds", "", ["feed"]).WithLabels(_name);
        Assert.Equal(sink.Frames.Count, latency.Count);
    }

    [Fact]
    public async Task Reconnects_WithTheReason_AndViewersStay()
    {
        _studio.Connections.Enqueue(Frames(5, FeedFault.Unreachable));
        _studio.Connections.Enqueue(Frames(5, FeedFault.LayoutChanged));
        _studio.Connections.Enqueue(Frames(5));
        var feed = await BeginAsync("colorize: always", source: "rtsp://cam/s");
        await Until(() => feed.Status.Decoded == 15, "three connections gave five frames each");
        Assert.Equal(2, feed.Status.Reconnects);
        Assert.Single(_studio.Sinks);
        Assert.Equal("the script is over.", feed.Status.LastError);
    }

    [Fact]
    public async Task WhoAsksForAReconnect_DoesNotWait_WhetherTheFeedWaitsOrIsConnected()
    {
        _studio.Connections.Enqueue(Frames(5, FeedFault.Refused));
        _studio.Connections.Enqueue(Frames(5));
        _studio.Connections.Enqueue(Frames(5));
        var feed = await BeginAsync("colorize: always", source: "rtsp://cam/s");
        await Until(() => feed.Status.Phase == FeedPhase.Waiting, "the refused feed waits for about a minute");
        feed.Restart();
        await Until(() => feed.Status.Decoded == 10, "it is asked again");
        feed.Restart();
        await Until(() => feed.Status.Decoded == 15, "and again");
        Assert.Equal(2, feed.Status.Reconnects);
    }

    [Fact]
    public async Task TimestampsThatRunBackwardsOrJumpAhead_AreLaidOnTheClock_AndCounted()
    {
        _studio.Connections.Enqueue(async (send, stop) =>
        {
            foreach (var at in (int[])[50_000, 50_040, 50_080, 1_000, 1_040, 1_080, 900_000, 900_040, 900_080])
                await Slowly(send, at, false, stop);
            return await FakeStudio.Hang(stop);
        });
        var feed = await BeginAsync("colorize: never", Recording, "rtsp://cam/s");
        await Until(() => feed.Status.Sinks is [{ Written: 9 }], "all frames go out");
        await feed.StopAsync(s_grace);
        var times = _studio.Sinks.Single().Frames.Select(frame => frame.Pts / 90_000.0).ToArray();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1e-6, 300));
        var jumps = Prometheus.Metrics.CreateCounter("streamcolorizer_timestamp_jumps_total", "", ["feed"]).WithLabels(_name);
        Assert.Equal(2, jumps.Value);
    }

    [Fact]
    public async Task AnAllocationThatFails_CostsTheConnection_NotTheFeed()
    {
        _studio.Connections.Enqueue((_, _) => throw new OutOfMemoryException());
        _studio.Connections.Enqueue(Frames(5));
        var feed = await BeginAsync("colorize: always", source: "rtsp://cam/s");
        await Until(() => feed.Status.Decoded == 5, "the next connection gives frames");
        Assert.Equal("a fault of this program; the log has it.", feed.Status.LastError);
        Assert.Equal(1, feed.Status.Reconnects);
    }

    [Fact]
    public async Task Recordings_BeginAnewWithEachConnection()
    {
        _studio.Connections.Enqueue(Frames(5, FeedFault.LayoutChanged));
        _studio.Connections.Enqueue(Frames(5));
        var feed = await BeginAsync("colorize: always", Recording, "rtsp://cam/s");
        await Until(() => _studio.Sinks.Count == 2 && _studio.Sinks.Count(sink => sink.Completed) == 1, "the first recording is finished, the second begun");
        await feed.StopAsync(s_grace);
        Assert.All(_studio.Sinks, sink => Assert.True(sink.Completed));
    }

    [Fact]
    public async Task ARecordingIsFinished_WhenTheSourceIsLost_AndAPlaylistGoesOn()
    {
        _studio.Connections.Enqueue(Frames(5, FeedFault.Refused));
        var feed = await BeginAsync("colorize: always", $"{Recording}, {{type: hls, folder: h}}", "rtsp://cam/s");
        await Until(() => feed.Status.Sinks is [{ Written: 5, Up: false }, { Written: > 6, Up: true }], "the recording is closed, the playlist repeats the last frame");
        Assert.Equal(FeedPhase.Waiting, feed.Status.Phase);
        Assert.Single(_studio.Sinks, sink => sink.Completed);
    }

    [Fact]
    public async Task Sound_KeepsItsDistanceFromTheFrames_AndNoneIsHeldAfterwards()
    {
        var sound = new CodedStream(CodedKind.Sound, "aac", 0xFF, new TimeBase(1, 1000), []);
        _studio.Connections.Enqueue(async (send, stop) =>
        {
            for (var i = 0; i < 10; i++)
            {
                // Ahead of its frame, as sound is: the first packet comes before anybody knows the output's clock.
                var packet = _studio.Receiver!.TryRent(sound, 5000 + i * 40, true, 100);
                Assert.NotNull(packet);
                _studio.Receiver.Carry(packet);
                await Slowly(send, 5000 + i * 40, false, stop);
            }

            return await FakeStudio.Hang(stop);
        });
        var feed = await BeginAsync("colorize: never", Recording, "rtsp://cam/s");
        await Until(() => feed.Status.Sinks is [{ Written: 10 }], "ten frames are recorded");
        await feed.StopAsync(s_grace);
        var lane = (CodedLane)_studio.Receiver!;
        Assert.Equal(0, lane.OutstandingBytes);
        Assert.Null(lane.TryRent(sound, 0, true, CodedLane.MaxBytes + 1));
        var sink = Assert.Single(_studio.Sinks);
        Assert.Equal(10, sink.Packets.Count);
        Assert.All(sink.Frames.Zip(sink.Packets), pair => Assert.InRange(pair.First.Pts / 90.0 - pair.Second, -1, 1));
    }

    [Fact]
    public async Task AHangingSource_IsAbandoned()
    {
        _studio.Connections.Enqueue(async (send, stop) =>
        {
            await send(0, false);
            return await FakeStudio.Hang(stop);
        });
        _studio.Connections.Enqueue(Frames(int.MaxValue));
        var feed = await BeginAsync("stallTimeout: 1s", source: "rtsp://cam/s");
        await Until(() => feed.Status.Decoded > 1, "a fresh connection gives more frames");
        Assert.StartsWith("no new picture from rtsp://cam/s for ", feed.Status.LastError);
    }

    [Fact]
    public async Task WhileTheSourceIsLost_TheLastFrameGoesOutAsStale()
    {
        _studio.Connections.Enqueue(Frames(3));
        var feed = await BeginAsync("colorize: always", source: "rtsp://cam/s");
        await Until(() => _studio.Labels.Any(label => label.StartsWith("no picture since ", StringComparison.Ordinal)), "a stale frame was labelled");
        await Until(() => feed.Status.Sinks[0].Written >= 5, "the sink got repetitions");
    }

    [Fact]
    public async Task DayIsPassedThrough_NightIsColored()
    {
        _studio.Connections.Enqueue(async (send, stop) =>
        {
            for (var i = 0; i < 10; i++)
                await Slowly(send, i * 40, true, stop);
            return await FakeStudio.Hang(stop);
        });
        var feed = await BeginAsync("colorize: auto");
        await Until(() => feed.Status.Out == 10, "ten frames went out");
        Assert.True(feed.Status.Passing);
        await feed.StopAsync(s_grace);
        Assert.All(_studio.Sinks.Single().Frames, frame => Assert.Equal(180, frame.Chroma));
        Assert.Empty(_network.Batches);
    }

    [Fact]
    public async Task ASlowNetwork_CostsColor_NotTheFeed_AndEveryFrameIsCounted()
    {
        _network.Holds = true;
        _studio.Connections.Enqueue(Frames(30, waits: false));
        var feed = await BeginAsync("{colorize: always, deadline: 50ms}");
        await Until(() => feed.Status is { Decoded: 30 } status && status.Out + status.Dropped == 30, "thirty frames are accounted for");
        Assert.Equal(feed.Status.Out, feed.Status.Gray);
        Assert.True(feed.Status.Gray > 0);
        await feed.StopAsync(s_grace);
        Assert.All(_studio.Sinks.Single().Frames, frame => Assert.Equal(128, frame.Chroma));
    }

    [Fact]
    public async Task ABrokenSink_IsTriedAgain_AndTheOthersDoNotNotice()
    {
        var broken = 0;
        _studio.MakeSink = sink => sink.Kind == SinkKind.Hls && broken++ == 0
            ? new FakeStudio.FakeSink { OnWrite = count => count == 2 ? throw FakeStudio.Broken : Task.CompletedTask }
            : new FakeStudio.FakeSink();
        _studio.Connections.Enqueue(async (send, stop) =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                await Slowly(send, i * 40, false, stop, waits: false);
            return FeedFault.Ended;
        });
        var feed = await BeginAsync("colorize: always", sink: "{type: hls, folder: h}, {type: rtsp, url: 'rtsp://x/y'}");
        await Until(() => feed.Status.Sinks[0].Written > 10, "the broken sink writes again");
        var status = feed.Status;
        Assert.Equal("the disk is full.", status.Sinks[0].LastError);
        Assert.True(status.Sinks[1].Written + status.Sinks[1].Dropped >= status.Out - 6);
        Assert.Null(status.Sinks[1].LastError);
    }

    [Fact]
    public async Task AStalledSink_NeverHoldsUpTheFeed()
    {
        _studio.MakeSink = _ => new FakeStudio.FakeSink { OnWrite = _ => Task.Delay(Timeout.Infinite) };
        _studio.Connections.Enqueue(Frames(40, waits: false));
        var feed = await BeginAsync("colorize: always");
        await Until(() => feed.Status is { Decoded: 40 } status && status.Out + status.Dropped == 40, "forty frames are accounted for");
        Assert.True(feed.Status.Sinks[0].Dropped > 0);
        await feed.StopAsync(TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task AChangedConfiguration_TouchesOnlyItsFeed()
    {
        var first = await BeginAsync("colorize: always");
        var config = Config("colorize: always", "{type: hls, folder: h}", "a.mkv") is var one
            ? one with { Feeds = [.. one.Feeds, one.Feeds[0] with { Name = _name + "-b", Sinks = [] }] }
            : null!;
        await _feeds.ApplyAsync(config, TestContext.Current.CancellationToken);
        await Until(() => _studio.Opened == 2, "both feeds connect");
        Assert.Same(first, _feeds.Find(_name));
        Assert.NotNull(_feeds.Find(_name + "-b"));

        await _feeds.ApplyAsync(config with { Feeds = [config.Feeds[0] with { MaxRate = 7 }] }, TestContext.Current.CancellationToken);
        Assert.NotSame(first, _feeds.Find(_name));
        Assert.Null(_feeds.Find(_name + "-b"));
        await Until(() => _studio.Opened == 3, "the changed feed connects");
    }

    private static int Held(FeedWorker feed) => feed.Status.Width > 0 ? 1 : 0;

    private FakeStudio.Script Frames(int count, FeedFault? end = null, bool waits = true) => async (send, stop) =>
    {
        for (var i = 0; i < count; i++)
            await Slowly(send, i * 40, false, stop, waits);
        return end ?? await FakeStudio.Hang(stop);
    };

    // A frame behind the one before; where that is waited for, none is dropped for being too many, however busy the machine.
    private async Task Slowly(Func<int, bool, Task> send, int at, bool color, CancellationToken stop, bool waits = true)
    {
        await send(at, color);
        do
            await Task.Delay(20, stop);
        while (waits && !IsSettled(_feeds.Find(_name)?.Status));
    }

    private static bool IsSettled(FeedStatus? feed) => feed is not null && feed.Out + feed.Dropped >= feed.Decoded
        && feed.Sinks.All(sink => sink.Written + sink.Dropped >= feed.Out);

    private async Task<FeedWorker> BeginAsync(string keys, string sink = "{type: hls, folder: h}", string source = "a.mkv")
    {
        await _feeds.ApplyAsync(Config(keys, sink, source), TestContext.Current.CancellationToken);
        return _feeds.Find(_name)!;
    }

    private ServiceConfig Config(string keys, string sink, string source)
    {
        var reading = ConfigFile.Parse(
            $"feeds: [{{name: {_name}, source: '{source}', sinks: [{sink}], {keys.Trim('{', '}')}}}]", new Hashtable());
        Assert.Empty(reading.Faults);
        return reading.Config!;
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
