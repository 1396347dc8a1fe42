namespace StreamColorizer.Media.Pictures;

/// <summary>What a picture file holds beside its colors.</summary>
[Flags]
internal enum PictureExtras
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Pixels that may be see-through.</summary>
    Transparency = 1,

    /// <summary>An ICC profile.</summary>
    ColorProfile = 2,

    /// <summary>EXIF data: when, where and with what it was taken.</summary>
    Exif = 4,

    /// <summary>A turn for viewers to make, which the decoder has not made.</summary>
    Turn = 8,
}
