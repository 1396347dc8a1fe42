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

    /// <summary>Frames of the run before its segment with the given place.</summary>
    public int BeginOf(int place) => Segments[place].FirstFrame - Segments[0].FirstFrame;

    /// <summary>Place of the segment that a frame belongs to; the last one's for all behind the run.</summary>
    /// <param name="frame">The frame, counted from the run's first.</param>
    public int PlaceAt(int frame)
    {
        var place = 0;
        while (place < Segments.Count - 1 && EndOf(place) <= frame)
            place++;
        return place;
    }
}
