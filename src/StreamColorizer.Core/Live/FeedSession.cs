using System.Runtime.CompilerServices;
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
    private readonly FramePassage _passage = new(feed, kit);
    private readonly StallWatch _stall = new(feed, kit);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _delivered;

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
        var watching = _stall.RunAsync(cut);
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
            _stall.Leave();
            await Task.WhenAll(watching, reading);
            while (_decoded.Reader.TryRead(out var left))
                left.Dispose();
        }

        kit.Metrics.Complaints.Inc((await reading).Complaints);
        return await watching is var (cause, silence)
            ? (cause, $"no new picture from {feed.Source} for {silence.TotalSeconds:0.#} s.")
            : (source.Fault, (await reading).Sentence ?? $"{feed.Source} ended.");
    }

    /// <summary>The walk's source: what is to be colored of what was decoded.</summary>
    async Task<SourceOutcome> IFrameSource.RunAsync(FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        // Waits without the token, which would leave garbage with each: a source that falls silent is ended by its watch.
        while (await _decoded.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (_decoded.Reader.TryRead(out var frame))
                await PlaceAsync(frame, frames, cancellationToken);
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
        await using var sink = new SessionSink(frame => Show(frame, network.TakeIsColored() ? FrameKind.Colorized : FrameKind.Gray));
        await new ColorizePipeline(this, guide, network, sink, options, kit.Progress)
            .RunAsync(kit.Pool, CancellationToken.None, CancellationToken.None);
    }

    private async Task<SourceOutcome> ReadAsync(CancellationToken cut)
    {
        try
        {
            return await source.RunAsync(kit.Pool, new ArrivalWriter(_decoded.Writer, Arrived), cut);
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask PlaceAsync(Frame frame, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        var handedOver = false;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_passage.Takes(SourceTime(frame)))
                return;
            if (_passage.Passes(frame))
            {
                Show(frame, FrameKind.Passed);
                return;
            }

            await frames.WriteAsync(frame, cancellationToken);
            handedOver = true;
        }
        finally
        {
            if (!handedOver)
                frame.Dispose();
        }
    }

    private void Arrived(Frame frame)
    {
        _arrivals[frame.Index] = kit.Time.GetTimestamp();
        _stall.Frame(SourceTime(frame), Interlocked.Increment(ref _delivered) == 1);
        _opened.TrySetResult();
        kit.Metrics.Decoded.Inc();
        kit.Metrics.Up.Set(1);
        kit.Metrics.LastFrame.Set(kit.Time.GetUtcNow().ToUnixTimeMilliseconds() / 1000d);
        kit.BackOff.Frame();
        kit.Pictures.Look(frame);
    }

    private void Show(Frame frame, FrameKind kind) => kit.Output.Write(frame, kind, SourceTime(frame), _arrivals[frame.Index]);

    private TimeSpan SourceTime(Frame frame) => TimeSpan.FromSeconds(source.TimeBase.Seconds(frame.Pts));
}
