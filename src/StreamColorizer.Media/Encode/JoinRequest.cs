using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Media.Decode;

namespace StreamColorizer.Media.Encode;

/// <summary>What a film is put together from.</summary>
public sealed record JoinRequest
{
    /// <summary>The source: its sound, subtitles, attachments, chapters and tags are carried over.</summary>
    public required MediaFacts Source { get; init; }

    /// <summary>How the source was read: range, mended timestamps.</summary>
    public required DecodeOptions Decode { get; init; }

    /// <summary>True if the decoder met damage: the source's end may lie beyond what could be decoded.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>How the segments were encoded.</summary>
    public required EncodePlan Encode { get; init; }

    /// <summary>Unit of the timestamps.</summary>
    public required TimeBase TimeBase { get; init; }

    /// <summary>Timestamps of all frames in display order.</summary>
    public required IReadOnlyList<long> Pts { get; init; }

    /// <summary>Segments in order, without a gap; all in one folder.</summary>
    public required IReadOnlyList<JoinSegment> Segments { get; init; }

    /// <summary>The file to write; overwritten.</summary>
    public required string Output { get; init; }

    /// <summary>The kind of file.</summary>
    public required OutputContainer Container { get; init; }

    /// <summary>Goes into the output's comment tag, behind the source's own.</summary>
    public required string Comment { get; init; }
}
