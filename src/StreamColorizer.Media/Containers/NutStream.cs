using StreamColorizer.Core.Configuration;
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
    int Id, bool IsVideo, uint FourCc, TimeBase TimeBase, int Width, int Height, int SampleWidth = 0, int SampleHeight = 0)
{
    /// <summary>Samples of sound a second; 0 for pictures.</summary>
    public int SampleRate { get; init; }

    /// <summary>Channels of sound; 0 for pictures.</summary>
    public int Channels { get; init; }

    /// <summary>Pictures that a decoder holds back to bring them into order; 0 for raw ones.</summary>
    public int DecodeDelay { get; init; }

    /// <summary>What a decoder must know before the first packet; empty for raw pictures.</summary>
    public EquatableList<byte> Setup { get; init; } = [];
}
