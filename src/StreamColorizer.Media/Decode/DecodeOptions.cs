using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Decode;

/// <summary>How a film is read. The same options give the same frames each time.</summary>
public sealed record DecodeOptions
{
    /// <summary>Chroma planes that the delivered frames have room for.</summary>
    public ChromaSampling Chroma { get; init; } = ChromaSampling.Yuv420;

    /// <summary>First moment, counted from the film's beginning; null is the beginning.</summary>
    public TimeSpan? From { get; init; }

    /// <summary>First moment that is no longer delivered, counted from the film's beginning; null is the end.</summary>
    public TimeSpan? To { get; init; }

    /// <summary>Makes whole frames out of fields (bwdif, one frame per frame). Luma is no longer the decoded one then.</summary>
    public bool Deinterlace { get; init; }

    /// <summary>
    /// Where the picture's size changes in mid-stream: scale to the first size instead of ending with
    /// <see cref="Core.Pipeline.SourceEnd.LayoutChanged"/>. Luma is no longer the decoded one from there on.
    /// </summary>
    public bool ScaleToFirstSize { get; init; }

    /// <summary>
    /// Lets ffmpeg mend timestamps that jump back, as in a TS that was cut. Needed after
    /// <see cref="Core.Pipeline.SourceEnd.TimestampsBroken"/>.
    /// </summary>
    public bool MendTimestamps { get; init; }

    /// <summary>
    /// Delivers just enough of the luma to plan by: of tall pictures rows are left out as <see cref="ThinLuma"/> says, and so is
    /// the loop filter of frames that no other refers to. Frames, order and timestamps stay. For sources that have luma.
    /// </summary>
    public bool IsThin { get; init; }

    /// <summary>Decoder threads; 0 is one for every two processors.</summary>
    public int Threads { get; init; }
}
