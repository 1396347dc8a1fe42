using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>
/// What a sink writes to now. It is opened with the first frame, and anew where the picture changed; a recording begins
/// anew with each connection too, while viewers stay.
/// </summary>
/// <param name="feed">The feed.</param>
/// <param name="config">Its sink.</param>
/// <param name="studio">Opens encoders.</param>
/// <param name="packets">Sound and original pictures that wait for it.</param>
internal sealed class SinkOutlet(FeedConfig feed, SinkConfig config, ILiveStudio studio, PacketQueue packets)
{
    private ILiveSink? _sink;
    private (StreamShape Shape, int Connection) _opened;

    // Players want sound early, and files want it in the file where its picture is.
    private bool IsRecording => config.Kind == SinkKind.Recording;

    /// <summary>What the open sink has to leave out or do otherwise; null if nothing.</summary>
    public string? Remark => _sink?.Remark;

    /// <summary>True if what is open takes such frames.</summary>
    public bool Suits(StreamShape shape, int connection) =>
        _sink is not null && _opened.Shape == Wanted(shape) && (!IsRecording || _opened.Connection == connection);

    /// <summary>Opens it for frames of a connection; it must be closed.</summary>
    /// <exception cref="Errors.ColorizerException">It cannot be opened.</exception>
    public void Open(StreamShape shape, int connection)
    {
        _sink = studio.OpenSink(feed, config, Wanted(shape));
        _opened = (Wanted(shape), connection);
    }

    /// <summary>Writes a frame, and the packets that belong before it.</summary>
    public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
    {
        var until = IsRecording ? OutputClock.TimeBase.Seconds(frame.Pts) : double.PositiveInfinity;
        await packets.WriteAsync(_sink!, until, IsRecording ? _opened.Connection : null, cancellationToken);
        await _sink!.WriteAsync(frame, cancellationToken);
    }

    /// <summary>Closes it; of no effect if it is closed.</summary>
    /// <param name="finish">True: what was written is brought to its end.</param>
    /// <param name="cancellationToken">Ends the wait; it is broken off then.</param>
    public async Task CloseAsync(bool finish, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _sink, null) is not { } sink)
            return;
        try
        {
            if (!finish)
                return;
            if (IsRecording)
                await packets.WriteAsync(sink, double.PositiveInfinity, _opened.Connection, cancellationToken);
            await sink.CompleteAsync(cancellationToken);
        }
        finally
        {
            await sink.DisposeAsync();
        }
    }

    private StreamShape Wanted(StreamShape shape) => shape with
    {
        Sound = config.Sound ? shape.Sound : null,
        Original = config.Original ? shape.Original : null,
    };
}
