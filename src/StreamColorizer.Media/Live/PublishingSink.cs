using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;

namespace StreamColorizer.Media.Live;

/// <summary>Publishes to an RTSP server over TCP; through a relay where the address holds credentials.</summary>
internal sealed class PublishingSink : ILiveSink
{
    private readonly RtspRelay? _relay;
    private readonly LiveEncoder _encoder;

    public PublishingSink(FeedConfig feed, SinkConfig sink, StreamShape shape, TimeProvider time)
    {
        var url = sink.Url!;
        _relay = url.HasSecret ? new RtspRelay(url) : null;
        // Parameter sets before each key frame: viewers that a server lets in later need them.
        _encoder = new LiveEncoder(
            $"Publishing to {url}", feed.Encoder, shape,
            new LiveTarget("rtsp", ["-bsf:v", "dump_extra=freq=keyframe", "-rtsp_transport", "tcp", _relay?.Address ?? url.Secret]), time);
    }

    public string? Omission => _encoder.Omission;

    public ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken) => _encoder.WriteAsync(frame, cancellationToken);

    public ValueTask CarryAsync(CodedPacket packet, CancellationToken cancellationToken) => _encoder.CarryAsync(packet, cancellationToken);

    public Task CompleteAsync(CancellationToken cancellationToken) => _encoder.CompleteAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _encoder.DisposeAsync();
        if (_relay is not null)
            await _relay.DisposeAsync();
    }
}
