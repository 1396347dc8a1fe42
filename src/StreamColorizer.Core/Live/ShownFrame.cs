using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>A frame that went out.</summary>
/// <param name="Frame">The frame, with a share for who keeps this.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Shape">What its encoders have to know.</param>
/// <param name="Connection">Number of the connection that it came from.</param>
/// <param name="Seen">When it went out.</param>
internal readonly record struct ShownFrame(Frame Frame, FrameKind Kind, StreamShape Shape, int Connection, DateTimeOffset Seen);
