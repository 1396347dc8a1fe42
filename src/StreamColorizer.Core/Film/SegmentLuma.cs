namespace StreamColorizer.Core.Film;

/// <summary>The proof of a segment's luma: what came from the decoder, and what its encoder was fed with.</summary>
/// <param name="Decoded">MD5s as the frames arrived from the decoder.</param>
/// <param name="Encoded">MD5s as they were handed to the encoder.</param>
public sealed record SegmentLuma(LumaList Decoded, LumaList Encoded)
{
    /// <summary>Empty lists.</summary>
    /// <param name="frames">Frames of the segment.</param>
    public SegmentLuma(int frames)
        : this(new LumaList(frames), new LumaList(frames))
    {
    }
}
