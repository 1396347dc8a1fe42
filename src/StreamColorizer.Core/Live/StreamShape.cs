using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>What a sink must know about the frames that it gets.</summary>
/// <param name="Layout">Geometry.</param>
/// <param name="Color">How the numbers stand for color.</param>
/// <param name="TimeBase">Unit of the timestamps.</param>
/// <param name="Title">What the stream says about itself: that, and by which model, its colors are estimated.</param>
public readonly record struct StreamShape(PlaneLayout Layout, ColorDescription Color, TimeBase TimeBase, string Title)
{
    /// <summary>The camera's sound; null without one.</summary>
    public CodedStream? Sound { get; init; }

    /// <summary>The camera's own picture; null where nobody wants it.</summary>
    public CodedStream? Original { get; init; }
}
