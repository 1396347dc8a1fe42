using System.Text.Json.Serialization;

namespace StreamColorizer.Core.Frames;

/// <summary>Luma coefficients of the stream (ITU-T H.273, MatrixCoefficients).</summary>
public enum ColorMatrix
{
    /// <summary>BT.601: Kr 0.299, Kb 0.114.</summary>
    Bt601,

    /// <summary>BT.709: Kr 0.2126, Kb 0.0722.</summary>
    Bt709,

    /// <summary>BT.2020 non-constant luminance: Kr 0.2627, Kb 0.0593.</summary>
    Bt2020,
}

/// <summary>Where a chroma sample sits within its block of luma samples (H.273, ChromaLocType).</summary>
public enum ChromaSiting
{
    /// <summary>Left edge horizontally, center vertically: MPEG-2, H.264 and HEVC by default.</summary>
    Left,

    /// <summary>Center in both directions: JPEG, MPEG-1.</summary>
    Center,

    /// <summary>On the top left luma sample: BT.2020 material.</summary>
    TopLeft,
}

/// <summary>How the numbers of a stream stand for color.</summary>
/// <param name="Matrix">Luma coefficients.</param>
/// <param name="FullRange">True: 0..255 (at 8 bit); false: luma 16..235, chroma 16..240.</param>
/// <param name="Siting">Chroma siting; of no effect at 4:4:4.</param>
public readonly record struct ColorDescription(ColorMatrix Matrix, bool FullRange, ChromaSiting Siting)
{
    /// <summary>Red and blue luma coefficients (BT.601 2.5.1, BT.709 3.2, BT.2020 table 4).</summary>
    [JsonIgnore]
    public (double Kr, double Kb) LumaCoefficients => Matrix switch
    {
        ColorMatrix.Bt601 => (0.299, 0.114),
        ColorMatrix.Bt709 => (0.2126, 0.0722),
        _ => (0.2627, 0.0593),
    };
}
