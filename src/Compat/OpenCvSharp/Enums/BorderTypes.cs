namespace OpenCvSharp;

/// <summary>What stands beyond the border.</summary>
public enum BorderTypes
{
    /// <summary>A constant.</summary>
    Constant = 0,

    /// <summary>aaa|abc|ccc</summary>
    Replicate = 1,

    /// <summary>cba|abc|cba</summary>
    Reflect = 2,

    /// <summary>abc|abc|abc</summary>
    Wrap = 3,

    /// <summary>dcb|abcd|cba</summary>
    Reflect101 = 4,

    /// <summary>Reflect101.</summary>
    Default = 4,
}
