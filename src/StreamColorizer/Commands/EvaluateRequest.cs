namespace StreamColorizer.Commands;

/// <summary>What the command line asks the judge for.</summary>
internal sealed record EvaluateRequest
{
    /// <summary>Pictures, folders, shards, clips.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Names or folders of bundles.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Folders of pictures that others colored: FOLDER or NAME=FOLDER.</summary>
    public required IReadOnlyList<string> Compare { get; init; }

    /// <summary>Factors on a and b; empty for each bundle's own.</summary>
    public required IReadOnlyList<float> Saturations { get; init; }

    /// <summary>Named groups of sources.</summary>
    public required IReadOnlyDictionary<string, IReadOnlySet<string>> Groups { get; init; }

    /// <summary>Where networks run.</summary>
    public required string Device { get; init; }

    /// <summary>Short side that networks see; null for each bundle's own.</summary>
    public int? Size { get; init; }

    /// <summary>Folder for report.json and report.html.</summary>
    public string? Report { get; init; }

    /// <summary>Folder for the recolored pictures.</summary>
    public string? Export { get; init; }

    /// <summary>Folder for the page of the blind test.</summary>
    public string? Blind { get; init; }
}
