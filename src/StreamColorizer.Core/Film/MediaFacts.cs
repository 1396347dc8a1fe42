namespace StreamColorizer.Core.Film;

/// <summary>What is known of a film before its first frame is decoded.</summary>
public sealed record MediaFacts
{
    /// <summary>The file, as the user named it.</summary>
    public required string Path { get; init; }

    /// <summary>ffmpeg's name of the container, like matroska,webm.</summary>
    public required string Container { get; init; }

    /// <summary>Size of the file.</summary>
    public required long Bytes { get; init; }

    /// <summary>Duration in seconds, where the container says it.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>First timestamp of any stream in seconds, where the container says it.</summary>
    public double? StartSeconds { get; init; }

    /// <summary>The picture that is colored: the first that is no cover art.</summary>
    public required VideoFacts Video { get; init; }

    /// <summary>All streams, in the container's order.</summary>
    public required IReadOnlyList<StreamFacts> Streams { get; init; }

    /// <summary>Chapters.</summary>
    public int Chapters { get; init; }

    /// <summary>Timecode of the first frame, 01:00:00:00 or with a semicolon for drop frames; null where there is none.</summary>
    public string? Timecode { get; init; }

    /// <summary>The container's own tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
