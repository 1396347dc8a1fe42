namespace StreamColorizer.Core.Frames;

/// <summary>Size of the chroma planes relative to the luma plane.</summary>
public enum ChromaSampling
{
    /// <summary>Half width, half height (rounded up).</summary>
    Yuv420,

    /// <summary>Half width (rounded up), full height.</summary>
    Yuv422,

    /// <summary>Full width, full height.</summary>
    Yuv444,
}
