using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Containers;

/// <summary>One stream of a NUT file, as its header declares it.</summary>
/// <param name="Id">Number of the stream, from 0.</param>
/// <param name="IsVideo">True for pictures; the picture members are 0 otherwise.</param>
/// <param name="FourCc">Four bytes, first in the low byte; see <see cref="RawFormat"/>.</param>
/// <param name="TimeBase">Unit of the stream's timestamps.</param>
/// <param name="Width">Picture width in samples.</param>
/// <param name="Height">Picture height in samples.</param>
/// <param name="SampleWidth">Sample aspect ratio's numerator; 0 is unknown.</param>
/// <param name="SampleHeight">Sample aspect ratio's denominator; 0 is unknown.</param>
public sealed record NutStream(
    int Id, bool IsVideo, uint FourCc, TimeBase TimeBase, int Width, int Height, int SampleWidth = 0, int SampleHeight = 0);
