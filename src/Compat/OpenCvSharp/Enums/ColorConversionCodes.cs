namespace OpenCvSharp;

/// <summary>From which color space to which.</summary>
public enum ColorConversionCodes
{
    /// <summary>Swaps red and blue.</summary>
    BGR2RGB = 4,

    /// <summary>To luma by BT.601.</summary>
    BGR2GRAY = 6,

    /// <summary>Gray in three channels.</summary>
    GRAY2BGR = 8,

    /// <summary>To full-range Y, Cr, Cb by BT.601.</summary>
    BGR2YCrCb = 36,

    /// <summary>Back from it.</summary>
    YCrCb2BGR = 38,

    /// <summary>To CIELAB from sRGB.</summary>
    BGR2Lab = 44,

    /// <summary>To CIELAB from sRGB.</summary>
    RGB2Lab = 45,

    /// <summary>From CIELAB to sRGB.</summary>
    Lab2BGR = 56,

    /// <summary>From CIELAB to sRGB.</summary>
    Lab2RGB = 57,

    /// <summary>To analog Y, U, V.</summary>
    BGR2YUV = 82,

    /// <summary>Back from it.</summary>
    YUV2BGR = 84,

    /// <summary>From NV12, limited range, BT.601.</summary>
    YUV2BGR_NV12 = 91,

    /// <summary>From I420, limited range, BT.601.</summary>
    YUV2RGB_I420 = 100,

    /// <summary>From I420, limited range, BT.601.</summary>
    YUV2BGR_I420 = 101,

    /// <summary>The luma plane of I420.</summary>
    YUV2GRAY_I420 = 106,

    /// <summary>To I420, limited range, BT.601.</summary>
    RGB2YUV_I420 = 127,

    /// <summary>To I420, limited range, BT.601.</summary>
    BGR2YUV_I420 = 128,
}
