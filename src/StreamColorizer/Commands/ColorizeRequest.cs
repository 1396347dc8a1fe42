using StreamColorizer.Media.Encode;

namespace StreamColorizer.Commands;

/// <summary>What the user asked <c>colorize</c> for; null where the default depends on the model or the input.</summary>
public sealed record ColorizeRequest
{
    /// <summary>Files, folders, numbered sequences.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>File or folder; null beside the input.</summary>
    public string? Output { get; init; }

    /// <summary>Name or folder of the bundle.</summary>
    public required string Model { get; init; }

    /// <summary>auto, cpu, webgpu[:n] or cuda[:n].</summary>
    public required string Device { get; init; }

    /// <summary>auto, ffmpeg or opencv.</summary>
    public required string Decoder { get; init; }

    /// <summary>Frames that the network sees at once.</summary>
    public int? Batch { get; init; }

    /// <summary>Short side that the network sees.</summary>
    public int? Size { get; init; }

    /// <summary>x264, x265, av1, prores or ffv1.</summary>
    public required string Codec { get; init; }

    /// <summary>The same as the encoders know it.</summary>
    public VideoCodec VideoCodec => Enum.Parse<VideoCodec>(Codec, ignoreCase: true);

    /// <summary>Quality of the encoder.</summary>
    public int? Crf { get; init; }

    /// <summary>Speed of the encoder.</summary>
    public string? Preset { get; init; }

    /// <summary>Pixel format of the output.</summary>
    public string? PixelFormat { get; init; }

    /// <summary>Interlaced input becomes progressive.</summary>
    public bool Deinterlace { get; init; }

    /// <summary>Begin of the part to color.</summary>
    public TimeSpan? From { get; init; }

    /// <summary>End of the part to color.</summary>
    public TimeSpan? To { get; init; }

    /// <summary>Factor on the network's a and b.</summary>
    public double? Saturation { get; init; }

    /// <summary>Picture whose colors are taken over.</summary>
    public string? Reference { get; init; }

    /// <summary>One embedding per scene instead of one per frame.</summary>
    public bool EmbeddingCache { get; init; } = true;

    /// <summary>How strong a change of picture counts as a cut.</summary>
    public double? SceneThreshold { get; init; }

    /// <summary>Go on behind what an earlier run finished.</summary>
    public bool Resume { get; init; } = true;

    /// <summary>Replace an existing output.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Where report.json goes; report.html lies beside it.</summary>
    public string? Report { get; init; }

    /// <summary>Where the contact sheet goes.</summary>
    public string? ContactSheet { get; init; }

    /// <summary>Only say what would be done.</summary>
    public bool DryRun { get; init; }

    /// <summary>Port on loopback where Prometheus finds the job's metrics; null: none.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>No progress.</summary>
    public bool Quiet { get; init; }
}
