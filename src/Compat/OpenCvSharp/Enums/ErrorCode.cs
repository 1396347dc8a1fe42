namespace OpenCvSharp;

/// <summary>OpenCV's error codes.</summary>
public enum ErrorCode
{
    /// <summary>No error.</summary>
    StsOk = 0,

    /// <summary>Some error.</summary>
    StsError = -2,

    /// <summary>An internal error.</summary>
    StsInternal = -3,

    /// <summary>Not enough memory.</summary>
    StsNoMem = -4,

    /// <summary>A bad argument.</summary>
    StsBadArg = -5,

    /// <summary>An unsupported number of channels.</summary>
    BadNumChannels = -15,

    /// <summary>An unsupported depth.</summary>
    BadDepth = -17,

    /// <summary>A null pointer.</summary>
    StsNullPtr = -27,

    /// <summary>A bad size.</summary>
    StsBadSize = -201,

    /// <summary>Sizes that do not fit each other.</summary>
    StsUnmatchedSizes = -209,

    /// <summary>An unsupported type.</summary>
    StsUnsupportedFormat = -210,

    /// <summary>An argument out of range.</summary>
    StsOutOfRange = -211,

    /// <summary>Something that does not parse.</summary>
    StsParseError = -212,

    /// <summary>Not implemented.</summary>
    StsNotImplemented = -213,

    /// <summary>A failed assertion.</summary>
    StsAssert = -215,
}
