namespace StreamColorizer.Core.Film;

/// <summary>Segments that follow each other, which one encoder makes: a file each, and one rate control for all.</summary>
/// <param name="Segments">At least one, in order, without a gap.</param>
/// <param name="Files">Where each of them is made; all in one folder.</param>
public sealed record SegmentRun(IReadOnlyList<Segment> Segments, IReadOnlyList<string> Files)
{
    /// <summary>Frames of the whole run.</summary>
    public int FrameCount => EndOf(Segments.Count - 1);

    /// <summary>Frames of the run up to the end of its segment with the given place.</summary>
    public int EndOf(int place) => Segments[place].EndFrame - Segments[0].FirstFrame;
}
