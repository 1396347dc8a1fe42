namespace OpenCvSharp;

/// <summary>What a capture can be asked and told.</summary>
public enum VideoCaptureProperties
{
    /// <summary>Position in milliseconds.</summary>
    PosMsec = 0,

    /// <summary>Number of the next frame.</summary>
    PosFrames = 1,

    /// <summary>Columns.</summary>
    FrameWidth = 3,

    /// <summary>Rows.</summary>
    FrameHeight = 4,

    /// <summary>Frames per second.</summary>
    Fps = 5,

    /// <summary>The codec, four letters in an integer.</summary>
    FourCC = 6,

    /// <summary>Frames in the file, as the container says.</summary>
    FrameCount = 7,

    /// <summary>Type of the matrix that retrieve returns; -1 asks for raw packets.</summary>
    Format = 8,

    /// <summary>1: frames are turned into B, G, R.</summary>
    ConvertRgb = 16,

    /// <summary>Frames that the backend keeps.</summary>
    BufferSize = 38,

    /// <summary>Sample aspect ratio, numerator.</summary>
    SARNum = 40,

    /// <summary>Sample aspect ratio, denominator.</summary>
    SARDen = 41,

    /// <summary>Rotation that the stream declares, in degrees.</summary>
    OrientationMeta = 48,

    /// <summary>1: frames are turned by it.</summary>
    OrientationAuto = 49,

    /// <summary>Kind of hardware acceleration.</summary>
    HwAcceleration = 50,

    /// <summary>The hardware's number.</summary>
    HwDevice = 51,
}
