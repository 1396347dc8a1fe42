using System.Threading.Channels;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Core.Scenes;

namespace StreamColorizer.Core.Live;

/// <summary>
/// One connection: frames come from the source, pass the policies, and go through the walk, or past it while the camera
/// shows color. It ends with its source.
/// </summary>
internal sealed class FeedSession(FeedConfig feed, ILiveSource source, FeedKit kit) : IFrameSource
{
    private readonly Channel<Frame> _decoded = Channel.CreateBounded<Frame>(FramesHeld - 1);
    private readonly ArrivalTimes _arrivals = new();
    private readonly DayNightPolicy _day = new(kit.Time);
    private readonly RateLimit _rate = new(feed.MaxRate);
    private readonly StallPolicy _stall = new(kit.Time, feed.ConnectTimeout, feed.StallTimeout);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _delivered;
    private bool? _passing;
    private TimeSpan _silence;

    /// <summary>Frames that a session holds outside of the walk.</summary>
    public const int FramesHeld = 3;

    /// <summary>Frames that the source delivered.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Ends with the first frame, or with the attempt to get one.</summary>
    public Task Opened => _opened.Task;

    /// <inheritdoc />
    public TimeBase TimeBase => source.TimeBase;

    /// <summary>Runs until the connection ends.</summary>
    /// <param name="stop">Ends the connection; frames on their way still go out.</param>
    public async Task<(FeedFault Fault, string Sentence)> RunAsync(CancellationToken stop)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watching = WatchAsync(cut);
        var reading = Task.Run(() => ReadAsync(cut.Token), CancellationToken.None);
        try
        {
            // The first frame tells what the walk has to know.
            if (await _decoded.Reader.WaitToReadAsync(CancellationToken.None))
                await WalkAsync();
            await reading;
        }
        finally
        {
            await cut.CancelAsync();
            kit.Fleet.Leave(_stall);
            await Task.WhenAll(watching, reading);
            while (_decoded.Reader.TryRead(out var left))
                left.Dispose();
        }

        kit.Metrics.Complaints.Inc((await reading).Complaints);
        return await watching is { } cause
            ? (cause, $"no new picture from {feed.Source} for {_silence.TotalSeconds:0.#} s.")
            : (source.Fault, (await reading).Sentence ?? $"{feed.Source} ended.");
    }

    /// <summary>The walk's source: what is to be colored of what was decoded.</summary>
    async Task<SourceOutcome> IFrameSource.RunAsync(FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        await foreach (var frame in _decoded.Reader.ReadAllAsync(cancellationToken))
        {
            var handedOver = false;
            try
            {
                handedOver = await PlaceAsync(frame, frames, cancellationToken);
            }
            finally
            {
                if (!handedOver)
                    frame.Dispose();
            }
        }

        return new SourceOutcome(SourceEnd.EndOfStream);
    }

    private async Task WalkAsync()
    {
        if (!_decoded.Reader.TryPeek(out var first))
            return;
        kit.Output.BeginConnection(source);
        kit.Log.Up(feed.Name, first.Layout.Width, first.Layout.Height, feed.Colorize.ToString().ToLowerInvariant());
        var network = new FeedNetwork(kit.Network, feed.Deadline, kit.Time, kit.WentGray, kit.Metrics.Still);
        var guide = new FeedGuide(network, new DetectedScenes(first.Layout, source.Color), frame => _arrivals[frame.Index]);
        var options = kit.Options with { Color = source.Color };
        await using var sink = new SessionSink(this, network, kit);
        await new ColorizePipeline(this, guide, network, sink, options, kit.Progress)
            .RunAsync(kit.Pool, CancellationToken.None, CancellationToken.None);
    }

    private async Task<SourceOutcome> ReadAsync(CancellationToken cut)
    {
        try
        {
            return await source.RunAsync(kit.Pool, new Counted(_decoded.Writer, this), cut);
        }
        catch (OperationCanceledException)
        {
            // Stopped, or cut by the watcher, who says so.
            return default;
        }
        finally
        {
            _opened.TrySetResult();
            _decoded.Writer.TryComplete();
        }
    }

    // Why the connection was cut: it gave no new picture. Null if it ended in another way.
    private async Task<FeedFault?> WatchAsync(CancellationTokenSource cut)
    {
        using var timer = new PeriodicTimer(StallPolicy.CheckEvery, kit.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cut.Token))
            {
                var stalls = _stall.WorkerStalls;
                var isStalled = _stall.IsStalled();
                if (_stall.WorkerStalls > stalls)
                    kit.Fleet.StoodStill();
                if (!isStalled || kit.Fleet.Judge(_stall, feed.StallTimeout) is not { } cause)
                    continue;
                _silence = kit.Time.GetElapsedTime(_stall.LastProgress);
                await cut.CancelAsync();
                return cause;
            }
        }
        catch (OperationCanceledException)
        {
            // The session ended in another way.
        }

        return null;
    }

    private async ValueTask<bool> PlaceAsync(Frame frame, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        var sourceTime = TimeSpan.FromSeconds(source.TimeBase.Seconds(frame.Pts));
        if (!_rate.Passes(sourceTime))
        {
            kit.Metrics.Dropped(DropCause.Rate).Inc();
            return false;
        }

        if (IsPassed(frame))
        {
            kit.Output.Write(frame, FrameKind.Passed, sourceTime, _arrivals[frame.Index]);
            return false;
        }

        await frames.WriteAsync(frame, cancellationToken);
        return true;
    }

    private bool IsPassed(Frame frame)
    {
        var passes = feed.Colorize switch
        {
            ColorizeMode.Always => false,
            ColorizeMode.Never => true,
            _ => _day.Frame(DayNightPolicy.ColoredShare(frame.Cb, frame.Cr)),
        };
        if (_passing is not null && passes != _passing)
            kit.Log.Switched(feed.Name, passes ? "color" : "gray", passes ? "passed through" : "colored");
        if (passes != _passing)
            kit.Metrics.Passing.Set(passes ? 1 : 0);
        _passing = passes;
        return passes;
    }

    private void Arrived(Frame frame)
    {
        _arrivals[frame.Index] = kit.Time.GetTimestamp();
        if (Interlocked.Increment(ref _delivered) == 1 && !feed.IsFile)
            kit.Fleet.Join(_stall);
        _opened.TrySetResult();
        kit.Metrics.Decoded.Inc();
        kit.Metrics.Up.Set(1);
        kit.Metrics.LastFrame.Set(kit.Time.GetUtcNow().ToUnixTimeMilliseconds() / 1000d);
        kit.BackOff.Frame();
        var jumps = _stall.Jumps;
        _stall.Frame(TimeSpan.FromSeconds(source.TimeBase.Seconds(frame.Pts)));
        kit.Metrics.Jumps.Inc(_stall.Jumps - jumps);
    }

    /// <summary>Notes each frame that the source hands over.</summary>
    private sealed class Counted(ChannelWriter<Frame> inner, FeedSession session) : ChannelWriter<Frame>
    {
        // Sources wait for room: only WriteAsync is theirs.
        public override bool TryWrite(Frame frame) => false;

        public override async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken = default)
        {
            session.Arrived(frame);
            await inner.WriteAsync(frame, cancellationToken);
        }

        public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) =>
            inner.WaitToWriteAsync(cancellationToken);
    }

    /// <summary>The end of the walk.</summary>
    private sealed class SessionSink(FeedSession session, FeedNetwork network, FeedKit kit) : IFrameSink
    {
        public ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
        {
            var kind = network.TakeIsColored() ? FrameKind.Colorized : FrameKind.Gray;
            var sourceTime = TimeSpan.FromSeconds(session.TimeBase.Seconds(frame.Pts));
            kit.Output.Write(frame, kind, sourceTime, session._arrivals[frame.Index]);
            return ValueTask.CompletedTask;
        }

        public Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
