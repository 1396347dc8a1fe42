using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>The sinks of a feed: each frame goes to all of them as one labelled copy, for the frame itself stays as it is.</summary>
internal sealed class SinkFan : IAsyncDisposable
{
    private readonly SinkWorker[] _sinks;
    private readonly FramePool _copies;
    private readonly FrameLabels _labels;
    private readonly TimeProvider _time;

    public SinkFan(FeedConfig feed, ILiveStudio studio, FeedMetrics metrics, TimeProvider time, ILogger log)
    {
        _time = time;
        _labels = new FrameLabels(feed.Mark, studio);
        _sinks = [.. Enumerable.Range(0, feed.Sinks.Count).Select(number => new SinkWorker(feed, number, studio, metrics, time, log))];
        _copies = new FramePool(_sinks.Length * SinkWorker.FramesHeld + 2, FeedOutput.MaxFrameBytes(feed));
        Lane = new CodedLane(_sinks, () => Array.ForEach(_sinks, sink => sink.LostPacket()));
    }

    /// <summary>The way of sound and original pictures.</summary>
    public CodedLane Lane { get; }

    public IReadOnlyList<SinkStatus> Statuses => [.. _sinks.Select(sink => sink.Status)];

    /// <summary>Gives every sink the frame.</summary>
    /// <param name="shown">The frame; stays the caller's.</param>
    /// <param name="pts">Its time on the output's clock.</param>
    /// <param name="arrived">When it was decoded, as a timestamp; null where it only repeats the last one.</param>
    public void Offer(ShownFrame shown, long pts, long? arrived)
    {
        var isStale = arrived is null;
        // No free copy: every sink is full and about to give one up; this frame is theirs to miss.
        if (_sinks.Length == 0 || _copies.TryRent(shown.Frame.Layout, shown.Frame.Index, pts) is not { } copy)
            return;
        using (copy)
        {
            shown.Frame.Planes.Span.CopyTo(copy.Planes.Span);
            _labels.Draw(copy, shown, isStale);
            copy.QueuedAt = _time.GetTimestamp();
            foreach (var sink in _sinks)
            {
                if (!isStale || sink.TakesStale)
                    sink.Offer(new QueuedFrame(copy.Share(), shown.Shape, shown.Connection, arrived));
            }
        }
    }

    /// <summary>Told that the connection is over.</summary>
    public void EndConnection() => Array.ForEach(_sinks, sink => sink.EndConnection());

    /// <summary>Finishes the sinks within the time.</summary>
    public Task StopAsync(TimeSpan grace) => Task.WhenAll(_sinks.Select(sink => sink.StopAsync(grace)));

    public async ValueTask DisposeAsync()
    {
        foreach (var sink in _sinks)
            await sink.DisposeAsync();
        Lane.Reset(0);
        _copies.Dispose();
    }
}
