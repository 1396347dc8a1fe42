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
    private readonly Channel<(Frame Frame, StreamShape Shape, int Connection, long? Arrived)> _queue;
    private readonly PacketQueue _packets;
    private readonly SinkOutlet _outlet;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly Task _work;

    public SinkWorker(FeedConfig feed, int number, ILiveStudio studio, FeedMetrics metrics, TimeProvider time, ILogger log)
    {
        (_config, _metrics, _time) = (feed.Sinks[number], metrics, time);
        _health = new SinkHealth(feed, number, time, log);
        var bound = new BoundedChannelOptions(Depth) { FullMode = BoundedChannelFullMode.DropOldest };
        _queue = Channel.CreateBounded<(Frame, StreamShape, int, long?)>(bound, late =>
        {
            late.Item1.Dispose();
            _health.Dropped();
        });
        _packets = new PacketQueue(LostPacket);
        _outlet = new SinkOutlet(feed, _config, studio, _packets);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>True if the sink wants frames that only repeat the last one.</summary>
    public bool TakesStale => _config.Kind != SinkKind.Recording;

    public SinkStatus Status => _health.Status;

    /// <summary>True if the sink wants packets of this kind.</summary>
    public bool Takes(CodedKind kind) => kind == CodedKind.Sound ? _config.Sound : _config.Original;

    /// <summary>Takes over the caller's share of the packet.</summary>
    public void Carry(CodedPacket packet) => _packets.Add(packet);

    /// <summary>Told when a packet did not reach the sink.</summary>
    public void LostPacket() => _health.LostPacket();

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
            left.Frame.Dispose();
        _packets.Close();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteWaitingAsync()
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteAsync(Frame frame, StreamShape shape, int connection, long? arrived)
    {
        if (!_outlet.Suits(shape, connection))
        {
            await CloseAsync(finish: true);
            _outlet.Open(shape, connection);
            _health.Remarks(_outlet.Remark);
        }

        var begun = _time.GetTimestamp();
        _stage.Wait.Observe(_time.GetElapsedTime(frame.QueuedAt, begun).TotalSeconds);
        await _outlet.WriteAsync(frame, _abort.Token);
        _stage.Duration.Observe(_time.GetElapsedTime(begun).TotalSeconds);
        if (arrived is { } decoded)
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
