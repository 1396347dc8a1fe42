namespace OpenCvSharp;

/// <summary>Keys of the options for writing a picture.</summary>
public enum ImwriteFlags
{
    /// <summary>0 to 100.</summary>
    JpegQuality = 1,

    /// <summary>0 to 9.</summary>
    PngCompression = 16,
}
