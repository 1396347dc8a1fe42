using System.Threading.Channels;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Pipeline;

/// <summary>How a source came to its end.</summary>
public enum SourceEnd
{
    /// <summary>Every frame was delivered.</summary>
    EndOfStream,

    /// <summary>The source ended before its promised end, or skipped damaged parts; the frames delivered are good.</summary>
    Damaged,

    /// <summary>The picture's size changed in mid-stream.</summary>
    LayoutChanged,

    /// <summary>The timestamps jump back; the frames have to be read anew with mended ones.</summary>
    TimestampsBroken,

    /// <summary>No new picture although connected.</summary>
    Stalled,

    /// <summary>Could not be opened, or broke down.</summary>
    Failed,
}

/// <summary>What a source says at its end.</summary>
/// <param name="End">The kind of end.</param>
/// <param name="Sentence">One sentence for the user where the end is not a plain one.</param>
/// <param name="Complaints">Lines of complaint by the decoder, counted.</param>
public readonly record struct SourceOutcome(SourceEnd End, string? Sentence = null, int Complaints = 0);

/// <summary>Yields frames until it ends or fails, and says which. Retry, stall and stop belong to whoever runs it.</summary>
public interface IFrameSource
{
    /// <summary>Unit of the timestamps of the frames; valid once the first frame is delivered.</summary>
    TimeBase TimeBase { get; }

    /// <summary>
    /// Rents frames from the pool, fills the luma plane and hands them to the channel in display order.
    /// Does not complete the channel.
    /// </summary>
    /// <param name="pool">Where frames come from; an empty pool makes the source wait.</param>
    /// <param name="frames">Where frames go.</param>
    /// <param name="cancellationToken">Stops the source; frames already handed over stay valid.</param>
    /// <exception cref="OperationCanceledException">Canceled.</exception>
    Task<SourceOutcome> RunAsync(FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken);
}
