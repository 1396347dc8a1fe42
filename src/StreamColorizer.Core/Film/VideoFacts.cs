using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Film;

/// <summary>What is known of the picture of a film before its first frame is decoded.</summary>
public sealed record VideoFacts
{
    /// <summary>Number of the stream in its container, from 0.</summary>
    public required int StreamIndex { get; init; }

    /// <summary>ffmpeg's name of the codec.</summary>
    public required string Codec { get; init; }

    /// <summary>Width in samples, before rotation.</summary>
    public required int Width { get; init; }

    /// <summary>Height in samples, before rotation.</summary>
    public required int Height { get; init; }

    /// <summary>ffmpeg's name of the pixel format.</summary>
    public required string PixelFormat { get; init; }

    /// <summary>Bits of a luma sample, 8 to 16; of the luma that is made where the source has none.</summary>
    public required int BitDepth { get; init; }

    /// <summary>Chroma subsampling of the source; null for gray, RGB and palettes.</summary>
    public ChromaSampling? Chroma { get; init; }

    /// <summary>True if the source carries a luma plane; false for RGB, palettes and bitmaps, whose luma has to be made.</summary>
    public required bool HasLuma { get; init; }

    /// <summary>Sample aspect ratio, width part; 0 is unknown.</summary>
    public int SampleWidth { get; init; }

    /// <summary>Sample aspect ratio, height part; 0 is unknown.</summary>
    public int SampleHeight { get; init; }

    /// <summary>Degrees by which players turn the picture, as the container says (-180..180).</summary>
    public int Rotation { get; init; }

    /// <summary>ffmpeg's name: progressive, tt, bb, tb, bt or unknown.</summary>
    public required string FieldOrder { get; init; }

    /// <summary>True if the fields of a frame were taken at different times.</summary>
    public bool IsInterlaced => FieldOrder is "tt" or "bb" or "tb" or "bt";

    /// <summary>The rate that the container declares or its smallest step gives.</summary>
    public FrameRate NominalRate { get; init; }

    /// <summary>Frames by duration.</summary>
    public FrameRate AverageRate { get; init; }

    /// <summary>True if nominal and average rate differ by more than 1 %: a hint; the plan knows for certain.</summary>
    public bool IsVariableRate =>
        NominalRate.IsKnown && AverageRate.IsKnown && Math.Abs(NominalRate.PerSecond / AverageRate.PerSecond - 1) > 0.01;

    /// <summary>Unit of the stream's timestamps in its container.</summary>
    public required TimeBase TimeBase { get; init; }

    /// <summary>First timestamp in ticks of the time base, where the container says it.</summary>
    public long? StartPts { get; init; }

    /// <summary>Ticks of the time base at which the last frame ends, where the container says it.</summary>
    public long? EndPts { get; init; }

    /// <summary>Frames that the container promises, where it does.</summary>
    public long? FrameCount { get; init; }

    /// <summary>Matrix, range and chroma siting as declared, or as assumed where <see cref="ColorGuessed"/>.</summary>
    public required ColorDescription Color { get; init; }

    /// <summary>True if matrix or range are a guess: limited range, BT.709 from 720 lines up, else BT.601.</summary>
    public required bool ColorGuessed { get; init; }

    /// <summary>Declared matrix, ffmpeg's name; null if undeclared.</summary>
    public string? DeclaredMatrix { get; init; }

    /// <summary>Declared range, tv or pc; null if undeclared.</summary>
    public string? DeclaredRange { get; init; }

    /// <summary>Declared primaries, ffmpeg's name; null if undeclared.</summary>
    public string? DeclaredPrimaries { get; init; }

    /// <summary>Declared transfer function, ffmpeg's name; null if undeclared.</summary>
    public string? DeclaredTransfer { get; init; }

    /// <summary>Declared chroma siting, ffmpeg's name; null if undeclared.</summary>
    public string? DeclaredSiting { get; init; }
}
