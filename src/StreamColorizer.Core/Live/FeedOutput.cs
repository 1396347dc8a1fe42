using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>
/// A feed's output, which outlives its connections: every frame goes to every sink, with a timestamp of the output's
/// clock. While the source is lost, the last frame is repeated and says since when.
/// </summary>
internal sealed class FeedOutput : IAsyncDisposable
{
    private static readonly TimeSpan s_staleAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_staleEvery = TimeSpan.FromMilliseconds(500);

    private readonly FeedMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly string _title;
    private readonly SinkFan _sinks;
    private readonly OutputClock _clock;
    private readonly OutputMeter _meter;
    private readonly Lock _lock = new();
    private readonly Ticker _repeating;
    private ShownFrame? _last;
    private StreamShape _shape;
    private long _lastWrite;
    private long _lastIndex = -1;
    private int _connection;

    public FeedOutput(FeedConfig feed, string title, ILiveStudio studio, FeedMetrics metrics, TimeProvider time, ILogger log)
    {
        (_title, _metrics, _time) = (title, metrics, time);
        _sinks = new SinkFan(feed, studio, metrics, time, log);
        _clock = new OutputClock(time);
        _meter = new OutputMeter(metrics, time);
        _lastWrite = time.GetTimestamp();
        _repeating = new Ticker(s_staleEvery, time, Repeat);
    }

    /// <summary>Frames of the feed's pool that this holds: the last one, and one that is shown somewhere.</summary>
    public const int FramesHeld = 2;

    public double FramesPerSecond => _meter.FramesPerSecond;

    public double LatencySeconds => _meter.LatencySeconds;

    public IReadOnlyList<SinkStatus> Sinks => _sinks.Statuses;

    public PlaneLayout Layout
    {
        get
        {
            lock (_lock)
                return _last?.Frame.Layout ?? default;
        }
    }

    public static int MaxFrameBytes(FeedConfig feed) =>
        new PlaneLayout(feed.MaxWidth, feed.MaxHeight, 8, ChromaSampling.Yuv420).TotalBytes;

    /// <summary>Told before a connection is opened; takes the packets that come beside its frames.</summary>
    public ICodedReceiver Prepare()
    {
        _sinks.Lane.Reset(++_connection);
        return _sinks.Lane;
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

    /// <summary>Told after the last frame of a connection.</summary>
    public void EndConnection() => _sinks.EndConnection();

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
            _last?.Frame.Dispose();
            var shown = new ShownFrame(frame.Share(), kind, _shape with { Layout = frame.Layout }, _connection, _time.GetUtcNow());
            (_last, _lastWrite) = (shown, _time.GetTimestamp());
            var pts = _clock.Next(sourceTime, arrived);
            _sinks.Lane.Anchor(_clock.Offset.GetValueOrDefault());
            _sinks.Offer(shown, pts, arrived);
        }

        _meter.Count(frame, kind, color, arrived);
    }

    /// <summary>The last frame with a share for the caller; null before the first.</summary>
    /// <param name="color">How its numbers stand for color.</param>
    public Frame? TakeLast(out ColorDescription color)
    {
        lock (_lock)
        {
            color = _last?.Shape.Color ?? default;
            return _last?.Frame.Share();
        }
    }

    /// <summary>Finishes the sinks within the time.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await _repeating.StopAsync();
        await _sinks.StopAsync(grace);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        await _sinks.DisposeAsync();
        lock (_lock)
        {
            _last?.Frame.Dispose();
            _last = null;
        }

        await _repeating.DisposeAsync();
    }

    private void Repeat()
    {
        lock (_lock)
        {
            // A slow camera is not a lost one.
            var patience = TimeSpan.FromSeconds(Math.Max(s_staleAfter.TotalSeconds, 4 * _meter.LastStep));
            if (_last is not { } last || _time.GetElapsedTime(_lastWrite) < patience)
                return;
            _sinks.Offer(last, _clock.Next(null, _time.GetTimestamp()), arrived: null);
            _metrics.Stale.Inc();
        }
    }
}
