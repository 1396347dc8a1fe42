using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>A coded stream that comes over the same connection as the frames and is carried to sinks unchanged.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Codec">ffmpeg's name of the codec; empty where it is not known.</param>
/// <param name="Tag">The codec's tag in NUT, first byte in the low byte.</param>
/// <param name="TimeBase">Unit of its timestamps.</param>
/// <param name="Setup">What a decoder must know before the first packet (parameter sets); may be empty.</param>
public sealed record CodedStream(CodedKind Kind, string Codec, uint Tag, TimeBase TimeBase, EquatableList<byte> Setup)
{
    /// <summary>Samples of sound a second; 0 for pictures.</summary>
    public int SampleRate { get; init; }

    /// <summary>Channels of sound; 0 for pictures.</summary>
    public int Channels { get; init; }

    /// <summary>Picture width in samples; 0 for sound.</summary>
    public int Width { get; init; }

    /// <summary>Picture height in samples; 0 for sound.</summary>
    public int Height { get; init; }

    /// <summary>Pictures that a decoder holds back to bring them into order.</summary>
    public int DecodeDelay { get; init; }
}
