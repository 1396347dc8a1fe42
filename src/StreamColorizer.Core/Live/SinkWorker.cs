using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>
/// Keeps one sink of a feed running: a queue of its own that gives up its oldest frame, a new outlet when the old one
/// broke or the picture changed. Whatever happens here, source and other sinks do not notice.
/// </summary>
internal sealed class SinkWorker : IAsyncDisposable
{
    /// <summary>Frames that a sink can hold: its queue, and the one being written.</summary>
    public const int FramesHeld = Depth + 1;

    private const int Depth = 4;
    private readonly SinkConfig _config;
    private readonly FeedMetrics _metrics;
    private readonly SinkHealth _health;
    private readonly TimeProvider _time;
    private readonly StageMetrics _stage = new("encoder");
    private readonly Channel<QueuedFrame> _queue;
    private readonly PacketQueue _packets;
    private readonly SinkOutlet _outlet;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly Task _work;
    private readonly RecordingSweeper? _sweeper;

    public SinkWorker(FeedConfig feed, int number, ILiveStudio studio, FeedMetrics metrics, TimeProvider time, ILogger log)
    {
        (_config, _metrics, _time) = (feed.Sinks[number], metrics, time);
        _health = new SinkHealth(feed, number, time, log);
        var bound = new BoundedChannelOptions(Depth) { FullMode = BoundedChannelFullMode.DropOldest };
        _queue = Channel.CreateBounded<QueuedFrame>(bound, late =>
        {
            late.Dispose();
            if (late.Frame is not null)
                _health.Dropped();
        });
        _packets = new PacketQueue(LostPacket);
        _outlet = new SinkOutlet(feed, _config, studio, _packets);
        _work = Task.Run(WorkAsync);
        if (IsRecording)
            _sweeper = new RecordingSweeper(feed.Name, _config, studio, _health, time);
    }

    /// <summary>True if the sink wants frames that only repeat the last one.</summary>
    public bool TakesStale => !IsRecording;

    private bool IsRecording => _config.Kind == SinkKind.Recording;

    public SinkStatus Status => _health.Status;

    /// <summary>True if the sink wants packets of this kind.</summary>
    public bool Takes(CodedKind kind) => kind == CodedKind.Sound ? _config.Sound : _config.Original;

    /// <summary>Takes over the caller's share of the packet.</summary>
    public void Carry(CodedPacket packet) => _packets.Add(packet);

    /// <summary>Told when a packet did not reach the sink.</summary>
    public void LostPacket() => _health.LostPacket();

    /// <summary>Takes over the caller's share of the frame.</summary>
    public void Offer(QueuedFrame next)
    {
        if (!_queue.Writer.TryWrite(next))
            next.Dispose();
    }

    /// <summary>Told that the connection is over: a recording is finished, while viewers stay.</summary>
    public void EndConnection()
    {
        if (IsRecording)
            _queue.Writer.TryWrite(default);
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
        if (_sweeper is not null)
            await _sweeper.DisposeAsync();
        _stop.Dispose();
        _abort.Dispose();
        _health.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            // Without a token, which would leave garbage with each wait: the queue is completed where this is to end.
            while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
                await WriteWaitingAsync();
            await CloseAsync(finish: true);
        }
        catch (OperationCanceledException)
        {
            await CloseAsync(finish: false);
        }

        while (_queue.Reader.TryRead(out var left))
            left.Dispose();
        _packets.Close();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteWaitingAsync()
    {
        try
        {
            while (_queue.Reader.TryRead(out var next))
            {
                using (next)
                    await (next.Frame is { } frame ? WriteAsync(frame, next) : new ValueTask(CloseAsync(finish: true)));
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The border of a stage: whatever broke, it is this sink alone.
            await BrokeAsync(fault);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteAsync(Frame frame, QueuedFrame queued)
    {
        if (!_outlet.Suits(queued.Shape, queued.Connection))
        {
            await CloseAsync(finish: true);
            _outlet.Open(queued.Shape, queued.Connection);
            _health.Remarks(_outlet.Remark);
        }

        var begun = _time.GetTimestamp();
        _stage.Wait.Observe(_time.GetElapsedTime(frame.QueuedAt, begun).TotalSeconds);
        await _outlet.WriteAsync(frame, _abort.Token);
        _stage.Duration.Observe(_time.GetElapsedTime(begun).TotalSeconds);
        if (queued.Arrived is { } decoded)
            _metrics.Processing.Observe(_time.GetElapsedTime(decoded).TotalSeconds);
        _health.Wrote();
    }

    private async Task BrokeAsync(Exception fault)
    {
        await CloseAsync(finish: false);
        await Task.Delay(_health.Broke(fault), _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task CloseAsync(bool finish)
    {
        _health.Closed();
        try
        {
            await _outlet.CloseAsync(finish, _abort.Token);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _health.Failed(fault);
        }
    }
}
