namespace StreamColorizer.Core.Film;

/// <summary>What was done to one film, with what, and what came out: the record that stays with the result.</summary>
public sealed record FilmReport
{
    /// <summary>Program and version.</summary>
    public required string Program { get; init; }

    /// <summary>When this run began, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The source.</summary>
    public required FileRecord Input { get; init; }

    /// <summary>The result.</summary>
    public required FileRecord Output { get; init; }

    /// <summary>The model.</summary>
    public required ModelRecord Model { get; init; }

    /// <summary>Where the network ran.</summary>
    public required string Device { get; init; }

    /// <summary>Why there, if the program chose.</summary>
    public string? DeviceReason { get; init; }

    /// <summary>Who decoded.</summary>
    public required string Decoder { get; init; }

    /// <summary>Every option that shapes the picture, with defaults filled in.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>Frames decoded.</summary>
    public required int FramesIn { get; init; }

    /// <summary>Frames encoded.</summary>
    public required int FramesOut { get; init; }

    /// <summary>Segments of the film.</summary>
    public required int Segments { get; init; }

    /// <summary>Segments that earlier runs made.</summary>
    public required int SegmentsResumed { get; init; }

    /// <summary>Cuts found.</summary>
    public required int Cuts { get; init; }

    /// <summary>Different scenes.</summary>
    public required int Scenes { get; init; }

    /// <summary>Frames of this run that needed an embedding.</summary>
    public required long EmbeddingRequests { get; init; }

    /// <summary>These frames less the ones that this run asked the global graph for, while it planned or colored.</summary>
    public required long EmbeddingHits { get; init; }

    /// <summary>Whether the luma that entered the encoder was the decoded one bit for bit; null where that has no meaning.</summary>
    public required bool? LumaIdentical { get; init; }

    /// <summary>Why luma is not identical, or how it was proven.</summary>
    public required string LumaReason { get; init; }

    /// <summary>Digest of the decoded luma: MD5 of the frames' MD5s in hex, joined by newlines.</summary>
    public required string? LumaDigestIn { get; init; }

    /// <summary>The same of the luma that entered the encoder.</summary>
    public required string? LumaDigestOut { get; init; }

    /// <summary>Frames colored in this run by the seconds that coloring took.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Wall time of this run.</summary>
    public required double TotalSeconds { get; init; }

    /// <summary>Wall time of its phases.</summary>
    public required IReadOnlyDictionary<string, double> Seconds { get; init; }

    /// <summary>Where the walk's time went.</summary>
    public required IReadOnlyList<StageRecord> Stages { get; init; }

    /// <summary>Peak memory of the program itself, its ffmpeg children not counted.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>Whole sentences about what was guessed, lost or skipped.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
