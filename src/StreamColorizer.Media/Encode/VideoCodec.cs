namespace StreamColorizer.Media.Encode;

/// <summary>What the picture is encoded with.</summary>
public enum VideoCodec
{
    /// <summary>H.264 by libx264, 8 or 10 bits.</summary>
    X264,

    /// <summary>HEVC by libx265, 8, 10 or 12 bits.</summary>
    X265,

    /// <summary>AV1 by libsvtav1, or by libaom where that is not there or cannot (odd and tiny sizes), 8 or 10 bits.</summary>
    Av1,

    /// <summary>ProRes 422 HQ, 10 bits.</summary>
    ProRes,

    /// <summary>FFV1, lossless, every depth.</summary>
    Ffv1,
}
