using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>
/// Keeps one sink of a feed running: a queue of its own that gives up its oldest frame, a new encoder when the old one
/// broke or the picture changed. Whatever happens here, source and other sinks do not notice.
/// </summary>
internal sealed class SinkWorker : IAsyncDisposable
{
    /// <summary>Frames that a sink can hold: its queue, and the one being written.</summary>
    public const int FramesHeld = Depth + 1;

    private const int Depth = 4;
    private readonly FeedConfig _feed;
    private readonly SinkConfig _config;
    private readonly ILiveStudio _studio;
    private readonly BackOffPolicy _backOff;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SinkMetrics _metrics;
    private readonly FeedMetrics _feedMetrics;
    private readonly StageMetrics _stage = new("encoder");
    private readonly Channel<(Frame Frame, StreamShape Shape, int Connection, long? Arrived)> _queue;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly Task _work;
    private readonly PacketQueue _packets;
    private ILiveSink? _sink;
    private (StreamShape Shape, int Connection) _opened;
    private string? _lastError;
    private string? _remark;

    public SinkWorker(FeedConfig feed, int number, ILiveStudio studio, FeedMetrics metrics, TimeProvider time, ILogger log)
    {
        (_feed, _config, _studio, _feedMetrics, _time, _log) = (feed, feed.Sinks[number], studio, metrics, time, log);
        Name = $"{_config.Kind.ToString().ToLowerInvariant()}{number}";
        _metrics = new SinkMetrics(feed.Name, Name);
        _backOff = new BackOffPolicy(time, Random.Shared);
        var bound = new BoundedChannelOptions(Depth) { FullMode = BoundedChannelFullMode.DropOldest };
        _queue = Channel.CreateBounded<(Frame, StreamShape, int, long?)>(bound, late =>
        {
            late.Item1.Dispose();
            _metrics.Dropped.Inc();
        });
        _packets = new PacketQueue(LostPacket);
        _work = Task.Run(WorkAsync);
    }

    public string Name { get; }

    /// <summary>True if the sink wants frames that only repeat the last one.</summary>
    public bool TakesStale => !IsRecording;

    // Players want sound early, and files want it in the file where its picture is.
    private bool IsRecording => _config.Kind == SinkKind.Recording;

    public SinkStatus Status => new(
        Name, _config.ToString(), _metrics.Up.Value > 0, (long)_metrics.Written.Value, (long)_metrics.Dropped.Value, _lastError);

    /// <summary>True if the sink wants packets of this kind.</summary>
    public bool Takes(CodedKind kind) => kind == CodedKind.Sound ? _config.Sound : _config.Original;

    /// <summary>Takes over the caller's share of the packet.</summary>
    public void Carry(CodedPacket packet) => _packets.Add(packet);

    /// <summary>Told when a packet did not reach the sink.</summary>
    public void LostPacket() => _metrics.LostPackets.Inc();

    /// <summary>Takes over the caller's share of the frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="shape">What the encoder has to know.</param>
    /// <param name="connection">Number of the connection that it came from.</param>
    /// <param name="arrived">When it was decoded, as a timestamp; null where it repeats another.</param>
    public void Offer(Frame frame, StreamShape shape, int connection, long? arrived)
    {
        if (!_queue.Writer.TryWrite((frame, shape, connection, arrived)))
            frame.Dispose();
    }

    /// <summary>Finishes what was written; what does not finish within the time is broken off.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        _abort.CancelAfter(grace);
        await _work;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        _stop.Dispose();
        _abort.Dispose();
        _metrics.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(_abort.Token))
                await TryWriteAsync();
            await CloseAsync(finish: true);
        }
        catch (OperationCanceledException)
        {
            await CloseAsync(finish: false);
        }

        while (_queue.Reader.TryRead(out var left))
            left.Frame.Dispose();
        _packets.Close();
    }

    private async Task TryWriteAsync()
    {
        try
        {
            while (_queue.Reader.TryRead(out var next))
            {
                using (next.Frame)
                    await WriteAsync(next.Frame, next.Shape, next.Connection, next.Arrived);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The border of a stage: whatever broke, it is this sink alone.
            await BrokeAsync(fault);
        }
    }

    private async Task WriteAsync(Frame frame, StreamShape shape, int connection, long? arrived)
    {
        shape = Wanted(shape);
        // A recording begins anew with each connection; viewers stay as long as the picture keeps its shape.
        var goesOn = _sink is not null && _opened.Shape == shape
            && (!IsRecording || _opened.Connection == connection);
        if (!goesOn)
        {
            await CloseAsync(finish: true);
            _sink = _studio.OpenSink(_feed, _config, shape);
            _opened = (shape, connection);
            TellRemark(_sink.Remark);
        }

        var begun = _time.GetTimestamp();
        _stage.Wait.Observe(_time.GetElapsedTime(frame.QueuedAt, begun).TotalSeconds);
        var until = IsRecording ? OutputClock.TimeBase.Seconds(frame.Pts) : double.PositiveInfinity;
        await _packets.WriteAsync(_sink!, until, IsRecording ? connection : null, _abort.Token);
        await _sink!.WriteAsync(frame, _abort.Token);
        _stage.Duration.Observe(_time.GetElapsedTime(begun).TotalSeconds);
        if (arrived is { } decoded)
            _feedMetrics.Processing.Observe(_time.GetElapsedTime(decoded).TotalSeconds);
        _metrics.Written.Inc();
        _metrics.Up.Set(1);
        _backOff.Frame();
    }

    private StreamShape Wanted(StreamShape shape) => shape with
    {
        Sound = _config.Sound ? shape.Sound : null,
        Original = _config.Original ? shape.Original : null,
    };

    private void TellRemark(string? remark)
    {
        if (remark is not null && remark != _remark)
            _log.Remarks(_feed.Name, Name, remark);
        _remark = remark;
    }

    private async Task BrokeAsync(Exception fault)
    {
        _metrics.Failures.Inc();
        _lastError = _config.Url?.MaskIn(fault.Message) ?? fault.Message;
        await CloseAsync(finish: false);
        var wait = _backOff.Wait(FeedFault.Unreachable);
        _log.SinkBroke(_feed.Name, Name, _lastError, wait.TotalSeconds);
        await Task.Delay(wait, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task CloseAsync(bool finish)
    {
        _metrics.Up.Set(0);
        if (Interlocked.Exchange(ref _sink, null) is not { } sink)
            return;
        try
        {
            if (!finish)
                return;
            if (IsRecording)
                await _packets.WriteAsync(sink, double.PositiveInfinity, _opened.Connection, _abort.Token);
            await sink.CompleteAsync(_abort.Token);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _lastError = _config.Url?.MaskIn(fault.Message) ?? fault.Message;
            _metrics.Failures.Inc();
            _log.SinkBroke(_feed.Name, Name, _lastError, 0);
        }
        finally
        {
            await sink.DisposeAsync();
        }
    }
}
