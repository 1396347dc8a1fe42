using System.Threading.Channels;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;
using StreamColorizer.Media.Containers;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Live;

/// <summary>Brings the planes that a child writes into frames, as long as they fit the feed.</summary>
/// <param name="feed">The feed.</param>
/// <param name="coded">Sound and coded picture beside them; null where they are left out.</param>
internal sealed class LiveFrames(FeedConfig feed, CodedReader? coded)
{
    private PlaneLayout _layout;
    private int _payload;

    /// <summary>Frames that were handed over.</summary>
    public long Delivered { get; private set; }

    /// <summary>Unit of their timestamps.</summary>
    public TimeBase TimeBase { get; private set; }

    /// <summary>How their numbers stand for color; valid once the first is delivered.</summary>
    public ColorDescription Color { get; private set; }

    /// <summary>Reads until the child ends or a picture does not fit.</summary>
    /// <param name="child">The decoder.</param>
    /// <param name="pool">Where frames come from.</param>
    /// <param name="frames">Where they go.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Why a picture does not fit; null where the child ended.</returns>
    public async Task<(FeedFault Fault, string Sentence)?> ReadAsync(
        FfmpegChild child, FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        await using var pipe = ChildPipe.Over(child.Output);
        var reader = new NutReader(pipe);
        try
        {
            while (await reader.ReadHeadAsync(cancellationToken) is { } packet)
            {
                if (Delivered == 0 && coded is not null)
                    await coded.DeclaredAsync(cancellationToken);
                if (Delivered == 0 && Begin(reader.Streams[packet.StreamId], child.Log) is { } refusal)
                    return (FeedFault.TooLarge, refusal);
                if (packet.Size != _payload)
                    return (FeedFault.LayoutChanged, $"the picture of {feed.Source} is no longer {_layout.Width}x{_layout.Height}.");
                await DeliverAsync(reader, packet.Pts, pool, frames, cancellationToken);
            }
        }
        catch (Exception fault) when (fault is EndOfStreamException or InvalidDataException)
        {
            // The child died in the middle of a frame; its log has the reason.
        }

        return null;
    }

    private string? Begin(NutStream stream, ComplaintLog log)
    {
        if (stream.Width > feed.MaxWidth || stream.Height > feed.MaxHeight)
        {
            return $"the picture of {feed.Source} has {stream.Width}x{stream.Height}, but this feed takes {feed.MaxWidth}x{feed.MaxHeight}: "
                + "raise maxWidth and maxHeight, or choose a smaller stream of the camera.";
        }

        _layout = new PlaneLayout(stream.Width, stream.Height, 8, ChromaSampling.Yuv420);
        _payload = feed.Colorize == ColorizeMode.Always ? _layout.LumaBytes : _layout.TotalBytes;
        TimeBase = stream.TimeBase;
        Color = InputDescription.Color(log.Lines, stream.Height);
        return null;
    }

    private async ValueTask DeliverAsync(
        NutReader reader, long pts, FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        var frame = await pool.RentAsync(_layout, Delivered, pts, cancellationToken);
        try
        {
            await reader.ReadPayloadAsync(frame.Planes[.._payload], cancellationToken);
            await frames.WriteAsync(frame, cancellationToken);
        }
        catch
        {
            frame.Dispose();
            throw;
        }

        Delivered++;
    }
}
