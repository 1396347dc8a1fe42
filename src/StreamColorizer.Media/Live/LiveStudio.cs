using System.Collections.Concurrent;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Inference;
using StreamColorizer.Media.Pictures;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Live;

/// <summary>Connections and encoders by ffmpeg, letters by OpenCV, networks by ONNX Runtime.</summary>
/// <param name="time">The clock.</param>
public sealed class LiveStudio(TimeProvider time) : ILiveStudio
{
    private readonly ConcurrentDictionary<string, FfmpegLiveSource> _opened = new(StringComparer.Ordinal);

    private readonly AbandonedReads _reads = new();

    /// <inheritdoc />
    public int AbandonedReads => _reads.Count;

    /// <inheritdoc />
    public IColorNetwork OpenNetwork(string model, ServiceConfig config)
    {
        var device = DeviceChoice.Parse(config.Device);
        var threads = config.Threads == 0 ? Environment.ProcessorCount : config.Threads;
        // Frames of several feeds side by side, a thread each, use processors better than all threads on one frame. The
        // network's own threads help out where there are more of them than feeds.
        var lanes = Math.Clamp(config.Feeds.Count(feed => (feed.Model.Length > 0 ? feed.Model : config.Model) == model), 1, threads);
        var network = OnnxColorNetwork.Open(
            BundleLibrary.OfProgram().Find(model), new NetworkOptions { Device = device, Threads = threads - lanes + 1, Lanes = lanes });
        ProviderMetrics.Opened(device, network);
        return network;
    }

    /// <inheritdoc />
    public ReadOnlyMemory<float> EmbedReference(SharedNetwork network, string picture) =>
        ReferencePicture.Embed(picture, network.Facts, network.Embed);

    /// <inheritdoc />
    public ILiveSource OpenSource(FeedConfig feed, ICodedReceiver receiver)
    {
        if (feed.IsDevice || feed.Decoder == FeedDecoder.OpenCv || (feed.Decoder == FeedDecoder.Auto && !FfmpegTools.AreInstalled))
            return new OpenCvLiveSource(feed, _reads, time);
        // One that NUT cannot hold ends the child before its first picture: the next connection does without.
        var carries = (receiver.Wants(CodedKind.Sound) || receiver.Wants(CodedKind.Original))
            && !(_opened.TryGetValue(feed.Name, out var last) && last.CannotCarry);
        var source = new FfmpegLiveSource(feed, carries ? receiver : null);
        if (carries)
            _opened[feed.Name] = source;
        return source;
    }

    /// <inheritdoc />
    public ILiveSink OpenSink(FeedConfig feed, SinkConfig sink, StreamShape shape) => sink.Kind switch
    {
        SinkKind.Rtsp => new PublishingSink(feed, sink, shape, time),
        SinkKind.Hls => new LiveEncoder($"The playlist in '{sink.Folder}'", feed.Encoder, shape, Playlist.Target(sink, shape), time),
        _ => new RecordingSink(feed, sink, shape, time),
    };

    /// <inheritdoc />
    public void Sweep(string feed, SinkConfig recording) => RecordingFolder.Sweep(recording, RecordingMetrics.For(feed), time);

    /// <inheritdoc />
    public ILabel MakeLabel(PlaneLayout layout, string text, bool atTop) => new Label(layout, text, atTop);
}
