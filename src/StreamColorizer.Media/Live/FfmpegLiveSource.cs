using System.Text;
using System.Threading.Channels;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Live;

/// <summary>
/// One connection to a feed through a child of ffmpeg's that writes planes as NUT: luma exact to the bit, and apart
/// from this process should the decoder crash or hang.
/// </summary>
public sealed class FfmpegLiveSource : ILiveSource
{
    private readonly FeedConfig _feed;
    private readonly CodedReader? _coded;
    private readonly LiveFrames _frames;

    /// <summary>Connects when it runs.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="receiver">Takes sound and coded picture; null: they are left out.</param>
    public FfmpegLiveSource(FeedConfig feed, ICodedReceiver? receiver)
    {
        _feed = feed;
        _coded = receiver is null ? null : new CodedReader(receiver);
        _frames = new LiveFrames(feed, _coded);
    }

    /// <inheritdoc />
    public string Decoder => "ffmpeg";

    /// <inheritdoc />
    public TimeBase TimeBase => _frames.TimeBase;

    /// <inheritdoc />
    public ColorDescription Color => _frames.Color;

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
            ? FfmpegChild.Start("ffmpeg", LiveInput.Arguments(_feed, null))
            : FfmpegChild.StartWithSide("ffmpeg", side => LiveInput.Arguments(_feed, side));
        var carrying = _coded?.RunAsync(child) ?? Task.CompletedTask;
        try
        {
            if (LiveInput.List(_feed) is { } list)
                await child.Input.WriteAsync(Encoding.UTF8.GetBytes(list), cancellationToken);
            child.Input.Close();
            var misfit = await _frames.ReadAsync(child, pool, frames, cancellationToken);
            child.Kill();
            await child.WaitAsync(CancellationToken.None);
            var (fault, sentence) = misfit ?? End(child.Log);
            Fault = fault;
            return fault == FeedFault.Ended && child.Log.Count == 0
                ? new SourceOutcome(SourceEnd.EndOfStream, sentence)
                : new SourceOutcome(SourceEnd.Failed, sentence, child.Log.Count);
        }
        finally
        {
            child.Kill();
            await carrying;
        }
    }

    // What the end of the child means.
    private (FeedFault Fault, string Sentence) End(ComplaintLog log)
    {
        var delivered = _frames.Delivered > 0;
        CannotCarry = !delivered && _coded is not null && log.Lines.Any(line => line.Contains("output file #1", StringComparison.Ordinal));
        if (CannotCarry)
            return (FeedFault.Unreachable, $"the sound of {_feed.Source} has a codec that cannot be carried: the next connection goes without it.");
        if (delivered && log.Count == 0)
            return (FeedFault.Ended, $"{_feed.Source} ended.");
        var fault = _feed.IsFile && delivered ? FeedFault.Ended
            : InputDescription.IsRefusal(log.Lines) ? FeedFault.Refused : FeedFault.Unreachable;
        var reason = log.LastLine is { } line
            ? _feed.Source.MaskIn(line).Replace("pipe:0: ", "", StringComparison.Ordinal).TrimEnd('.')
            : "it gave no reason";
        return (fault, $"{_feed.Source} {(delivered ? "broke" : "could not be opened")}: {reason}.");
    }
}
