namespace StreamColorizer.Core.Frames;

/// <summary>
/// Geometry of a frame in one contiguous buffer: Y', then Cb, then Cr, rows tightly packed.
/// Samples are one byte at 8 bit, else two bytes, little-endian, value in the low bits.
/// </summary>
/// <param name="Width">Luma width in samples, at least 1.</param>
/// <param name="Height">Luma height in samples, at least 1.</param>
/// <param name="BitDepth">8 to 16.</param>
/// <param name="Chroma">Size of the chroma planes.</param>
public readonly record struct PlaneLayout(int Width, int Height, int BitDepth, ChromaSampling Chroma)
{
    /// <summary>1 or 2.</summary>
    public int BytesPerSample => BitDepth > 8 ? 2 : 1;

    /// <summary>Bytes of one luma row.</summary>
    public int LumaStride => Width * BytesPerSample;

    /// <summary>Bytes of the luma plane.</summary>
    public int LumaBytes => LumaStride * Height;

    /// <summary>Chroma width in samples.</summary>
    public int ChromaWidth => Chroma == ChromaSampling.Yuv444 ? Width : (Width + 1) / 2;

    /// <summary>Chroma height in samples.</summary>
    public int ChromaHeight => Chroma == ChromaSampling.Yuv420 ? (Height + 1) / 2 : Height;

    /// <summary>Bytes of one chroma row.</summary>
    public int ChromaStride => ChromaWidth * BytesPerSample;

    /// <summary>Bytes of one chroma plane.</summary>
    public int ChromaBytes => ChromaStride * ChromaHeight;

    /// <summary>Bytes of the whole frame.</summary>
    public int TotalBytes => LumaBytes + 2 * ChromaBytes;
}
