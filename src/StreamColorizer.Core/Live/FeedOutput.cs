using System.Globalization;
using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>
/// A feed's output, which outlives its connections: every frame goes to every sink as a copy of its own, labelled, with
/// a timestamp of the output's clock. While the source is lost, the last frame is repeated and says since when.
/// </summary>
internal sealed class FeedOutput : IAsyncDisposable
{
    private const string Mark = "colors are estimated";
    private static readonly TimeSpan s_staleAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_staleEvery = TimeSpan.FromMilliseconds(500);

    private readonly FeedConfig _feed;
    private readonly ILiveStudio _studio;
    private readonly FeedMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly string _title;
    private readonly SinkWorker[] _sinks;
    private readonly CodedLane _lane;
    private readonly FramePool _copies;
    private readonly OutputClock _clock;
    private readonly ChromaGauge _chroma;
    private readonly SteadinessGauge _steadiness;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _repeating;
    private readonly RateMeter _rate;
    private Frame? _last;
    private FrameKind _lastKind;
    private StreamShape _shape;
    private StreamShape _lastShape;
    private DateTimeOffset _lastSeen;
    private long _lastWrite;
    private long _lastIndex = -1;
    private int _connection;

    public FeedOutput(FeedConfig feed, string title, ILiveStudio studio, FeedMetrics metrics, TimeProvider time, ILogger log)
    {
        (_feed, _title, _studio, _metrics, _time) = (feed, title, studio, metrics, time);
        _sinks = [.. Enumerable.Range(0, feed.Sinks.Count).Select(number => new SinkWorker(feed, number, studio, metrics, time, log))];
        _lane = new CodedLane(_sinks, () => Array.ForEach(_sinks, sink => sink.LostPacket()));
        _copies = new FramePool(_sinks.Length * SinkWorker.FramesHeld + 2, MaxFrameBytes(feed));
        _clock = new OutputClock(time);
        _chroma = new ChromaGauge(metrics, time);
        _steadiness = new SteadinessGauge(metrics, time);
        _rate = new RateMeter(time);
        _lastWrite = time.GetTimestamp();
        _repeating = Task.Run(RepeatAsync);
    }

    /// <summary>Frames of the feed's pool that this holds: the last one, and one that is shown somewhere.</summary>
    public const int FramesHeld = 2;

    public double FramesPerSecond => _rate.PerSecond;

    public double LatencySeconds { get; private set; }

    public PlaneLayout Layout => _last?.Layout ?? default;

    public IReadOnlyList<SinkStatus> Sinks => [.. _sinks.Select(sink => sink.Status)];

    public static int MaxFrameBytes(FeedConfig feed) =>
        new PlaneLayout(feed.MaxWidth, feed.MaxHeight, 8, ChromaSampling.Yuv420).TotalBytes;

    /// <summary>Told before a connection is opened; takes the packets that come beside its frames.</summary>
    public ICodedReceiver Prepare()
    {
        _lane.Reset(++_connection);
        return _lane;
    }

    /// <summary>Told before the first frame of a connection; frame numbers begin anew.</summary>
    public void BeginConnection(ILiveSource source)
    {
        lock (_lock)
        {
            _shape = new StreamShape(default, source.Color, OutputClock.TimeBase, _title) { Sound = source.Sound, Original = source.Original };
            _lastIndex = -1;
            _clock.NewConnection();
        }
    }

    /// <summary>Puts a frame out; the caller keeps its share.</summary>
    /// <param name="frame">The painted frame.</param>
    /// <param name="kind">What it shows.</param>
    /// <param name="sourceTime">Its own time, from any origin.</param>
    /// <param name="arrived">When it was decoded, as a timestamp.</param>
    public void Write(Frame frame, FrameKind kind, TimeSpan sourceTime, long arrived)
    {
        ColorDescription color;
        lock (_lock)
        {
            if (frame.Index <= _lastIndex)
            {
                _metrics.Dropped(DropCause.TooLate).Inc();
                return;
            }

            (_lastIndex, color) = (frame.Index, _shape.Color);
            _last?.Dispose();
            (_last, _lastKind, _lastShape) = (frame.Share(), kind, _shape with { Layout = frame.Layout });
            _lastSeen = _time.GetUtcNow();
            _lastWrite = _time.GetTimestamp();
            var pts = _clock.Next(sourceTime, arrived);
            _lane.Anchor(_clock.Offset.GetValueOrDefault());
            Offer(_last, pts, arrived);
        }

        Count(kind, arrived);
        _chroma.Look(frame);
        _steadiness.Look(frame, color);
    }

    /// <summary>The last frame with a share for the caller; null before the first.</summary>
    /// <param name="color">How its numbers stand for color.</param>
    public Frame? TakeLast(out ColorDescription color)
    {
        lock (_lock)
        {
            color = _lastShape.Color;
            return _last?.Share();
        }
    }

    /// <summary>Finishes the sinks within the time.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await _stop.CancelAsync();
        await _repeating;
        await Task.WhenAll(_sinks.Select(sink => sink.StopAsync(grace)));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        foreach (var sink in _sinks)
            await sink.DisposeAsync();
        _last?.Dispose();
        _last = null;
        _lane.Reset(0);
        _copies.Dispose();
        _stop.Dispose();
    }

    private void Count(FrameKind kind, long arrived)
    {
        LatencySeconds = _time.GetElapsedTime(arrived).TotalSeconds;
        _metrics.Latency.Observe(LatencySeconds);
        _rate.Count();
        if (kind == FrameKind.Colorized)
            _metrics.Colorized.Inc();
        else if (kind == FrameKind.Passed)
            _metrics.Passed.Inc();
    }

    // A frame that did not arrive only repeats the last one.
    private void Offer(Frame frame, long pts, long? arrived)
    {
        var stale = arrived is null;
        // No free copy: every sink is full and about to give one up; this frame is theirs to miss.
        if (_sinks.Length == 0 || _copies.TryRent(frame.Layout, frame.Index, pts) is not { } copy)
            return;
        using (copy)
        {
            frame.Planes.Span.CopyTo(copy.Planes.Span);
            Label(copy, stale);
            copy.QueuedAt = _time.GetTimestamp();
            foreach (var sink in _sinks)
            {
                if (!stale || sink.TakesStale)
                    sink.Offer(copy.Share(), _lastShape, _connection, arrived);
            }
        }
    }

    private void Label(Frame copy, bool stale)
    {
        if (stale)
            _studio.DrawLabel(copy, string.Create(CultureInfo.InvariantCulture, $"no picture since {_lastSeen:yyyy-MM-dd HH:mm:ss} UTC"), atTop: true);
        if (_feed.Mark && _lastKind == FrameKind.Colorized)
            _studio.DrawLabel(copy, Mark, atTop: false);
    }

    private async Task RepeatAsync()
    {
        using var timer = new PeriodicTimer(s_staleEvery, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                Repeat();
        }
        catch (OperationCanceledException)
        {
            // Stopped: the sinks are being finished.
        }
    }

    private void Repeat()
    {
        lock (_lock)
        {
            // A slow camera is not a lost one.
            var patience = TimeSpan.FromSeconds(Math.Max(s_staleAfter.TotalSeconds, 4 * _rate.LastStep));
            if (_last is null || _time.GetElapsedTime(_lastWrite) < patience)
                return;
            Offer(_last, _clock.Next(null, _time.GetTimestamp()), arrived: null);
            _metrics.Stale.Inc();
        }
    }
}
