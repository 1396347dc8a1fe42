namespace StreamColorizer.Core.Film;

/// <summary>A stretch of the film that one encoder makes and that resume believes or makes again as a whole.</summary>
/// <param name="Index">Number within the film, from 0.</param>
/// <param name="FirstFrame">Index of its first frame.</param>
/// <param name="FrameCount">Frames, at least 1.</param>
public sealed record Segment(int Index, int FirstFrame, int FrameCount)
{
    /// <summary>Index of the first frame behind the segment.</summary>
    public int EndFrame => FirstFrame + FrameCount;
}
