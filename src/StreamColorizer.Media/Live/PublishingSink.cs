using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;

namespace StreamColorizer.Media.Live;

/// <summary>
/// Publishes to an RTSP server over TCP, and the camera's own picture beside it where that is asked for; through relays
/// where the address holds credentials.
/// </summary>
internal sealed class PublishingSink : ILiveSink
{
    private readonly List<RtspRelay> _relays = [];
    private readonly LiveEncoder _encoder;

    public PublishingSink(FeedConfig feed, SinkConfig sink, StreamShape shape, TimeProvider time)
    {
        var url = sink.Url!;
        var target = new LiveTarget("rtsp", Arguments(url)) { Original = shape.Original is null ? null : Arguments(url.Original) };
        _encoder = new LiveEncoder($"Publishing to {url}", feed.Encoder, shape, target, time);
    }

    public string? Remark => _encoder.Remark;

    public ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken) => _encoder.WriteAsync(frame, cancellationToken);

    public ValueTask CarryAsync(CodedPacket packet, CancellationToken cancellationToken) => _encoder.CarryAsync(packet, cancellationToken);

    public Task CompleteAsync(CancellationToken cancellationToken) => _encoder.CompleteAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _encoder.DisposeAsync();
        foreach (var relay in _relays)
            await relay.DisposeAsync();
    }

    // Parameter sets before each key frame: viewers that a server lets in later need them.
    private string[] Arguments(FeedUrl url) => ["-bsf:v", "dump_extra=freq=keyframe", "-rtsp_transport", "tcp", Address(url)];

    private string Address(FeedUrl url)
    {
        if (!url.HasSecret)
            return url.Secret;
        var relay = new RtspRelay(url);
        _relays.Add(relay);
        return relay.Address;
    }
}
