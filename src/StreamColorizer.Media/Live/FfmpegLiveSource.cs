using System.Text;
using System.Threading.Channels;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Containers;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Live;

/// <summary>
/// One connection to a feed through a child of ffmpeg's that writes planes as NUT: luma exact to the bit, and apart
/// from this process should the decoder crash or hang.
/// </summary>
/// <param name="feed">The feed.</param>
/// <param name="receiver">Takes sound and coded picture; null: they are left out.</param>
public sealed class FfmpegLiveSource(FeedConfig feed, ICodedReceiver? receiver) : ILiveSource
{
    private readonly CodedReader? _coded = receiver is null ? null : new CodedReader(receiver);
    private PlaneLayout _layout;
    private int _payload;
    private long _delivered;

    /// <inheritdoc />
    public string Decoder => "ffmpeg";

    /// <inheritdoc />
    public TimeBase TimeBase { get; private set; }

    /// <inheritdoc />
    public ColorDescription Color { get; private set; }

    /// <inheritdoc />
    public CodedStream? Sound => _coded?.Sound;

    /// <inheritdoc />
    public CodedStream? Original => _coded?.Original;

    /// <summary>True if the connection failed because NUT cannot hold the camera's sound: the next one does without.</summary>
    public bool CannotCarry { get; private set; }

    /// <inheritdoc />
    public FeedFault Fault { get; private set; }

    /// <inheritdoc />
    public async Task<SourceOutcome> RunAsync(FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        await using var child = _coded is null
            ? FfmpegChild.Start("ffmpeg", LiveInput.Arguments(feed, null))
            : FfmpegChild.StartWithSide("ffmpeg", side => LiveInput.Arguments(feed, side));
        var carrying = _coded?.RunAsync(child) ?? Task.CompletedTask;
        try
        {
            return Outcome(await ReadAsync(child, pool, frames, cancellationToken), child.Log);
        }
        finally
        {
            child.Kill();
            await carrying;
        }
    }

    private async Task<string?> ReadAsync(FfmpegChild child, FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        if (LiveInput.List(feed) is { } list)
            await child.Input.WriteAsync(Encoding.UTF8.GetBytes(list), cancellationToken);
        child.Input.Close();
        var sentence = await ReadAsync(new NutReader(child.Output), child, pool, frames, cancellationToken);
        child.Kill();
        await child.WaitAsync(CancellationToken.None);
        CannotCarry = _delivered == 0 && _coded is not null && child.Log.Lines.Any(line => line.Contains("output file #1", StringComparison.Ordinal));
        return sentence;
    }

    private async Task<string?> ReadAsync(
        NutReader reader, FfmpegChild child, FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        try
        {
            while (await reader.ReadHeadAsync(cancellationToken) is { } packet)
            {
                if (_delivered == 0 && _coded is not null)
                    await _coded.DeclaredAsync(cancellationToken);
                if (_delivered == 0 && Begin(reader.Streams[packet.StreamId], child.Log) is { } refusal)
                    return refusal;
                if (packet.Size != _payload)
                {
                    Fault = FeedFault.LayoutChanged;
                    return $"the picture of {feed.Source} is no longer {_layout.Width}x{_layout.Height}.";
                }

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
            Fault = FeedFault.TooLarge;
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
        var frame = await pool.RentAsync(_layout, _delivered, pts, cancellationToken);
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

        _delivered++;
    }

    private SourceOutcome Outcome(string? sentence, ComplaintLog log)
    {
        if (sentence is not null)
            return new SourceOutcome(SourceEnd.Failed, sentence, log.Count);
        if (CannotCarry)
        {
            Fault = FeedFault.Unreachable;
            return new SourceOutcome(SourceEnd.Failed, $"the sound of {feed.Source} has a codec that cannot be carried: the next connection goes without it.", log.Count);
        }

        if (_delivered > 0 && log.Count == 0)
        {
            Fault = FeedFault.Ended;
            return new SourceOutcome(SourceEnd.EndOfStream, $"{feed.Source} ended.", 0);
        }

        Fault = feed.IsFile && _delivered > 0 ? FeedFault.Ended
            : InputDescription.IsRefusal(log.Lines) ? FeedFault.Refused : FeedFault.Unreachable;
        var reason = log.LastLine is { } line ? feed.Source.MaskIn(line).TrimEnd('.') : "it gave no reason";
        return new SourceOutcome(SourceEnd.Failed, $"{feed.Source} {(_delivered > 0 ? "broke" : "could not be opened")}: {reason}.", log.Count);
    }
}
