using OpenCvSharp;
using StreamColorizer.Media.Pictures;

namespace StreamColorizer.Media.Film;

/// <summary>Writes a moment's picture in the format that report pages embed as it is.</summary>
internal static class MomentFile
{
    private const int Quality = 90;

    /// <summary>Writes the picture, which stays the caller's.</summary>
    public static void Write(string path, Mat picture) => File.WriteAllBytes(path, PictureFile.Encode(picture, ".jpg", Quality));
}
