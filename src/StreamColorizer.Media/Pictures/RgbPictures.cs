using OpenCvSharp;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Quality;

namespace StreamColorizer.Media.Pictures;

/// <summary>8-bit R'G'B' pictures, as judges take them, out of picture files and into them.</summary>
public static class RgbPictures
{
    /// <summary>Decodes a picture; deeper ones are cut to 8 bit.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">What to call it in the error.</param>
    /// <exception cref="ColorizerException">The bytes are no picture.</exception>
    public static RgbPicture Decode(ReadOnlySpan<byte> bytes, string name)
    {
        using var picture = PictureFile.Decode(bytes, name);
        Cv2.CvtColor(picture, picture, ColorConversionCodes.BGR2RGB);
        return new RgbPicture(picture.Cols, picture.Rows, Pixels(picture));
    }

    /// <summary>Encodes as PNG.</summary>
    public static byte[] Png(RgbPicture picture)
    {
        using var bgr = ToBgr(picture);
        return PictureFile.Encode(bgr, ".png");
    }

    /// <summary>Encodes as JPEG.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="quality">0 to 100.</param>
    /// <param name="longestSide">Larger pictures are scaled down to this.</param>
    public static byte[] Jpeg(RgbPicture picture, int quality, int longestSide)
    {
        using var bgr = ToBgr(picture);
        var scale = (double)longestSide / Math.Max(picture.Width, picture.Height);
        if (scale < 1)
        {
            var size = new Size(Math.Max(1, Math.Round(picture.Width * scale)), Math.Max(1, Math.Round(picture.Height * scale)));
            Cv2.Resize(bgr, bgr, size, interpolation: InterpolationFlags.Area);
        }

        return PictureFile.Encode(bgr, ".jpg", quality);
    }

    private static unsafe Mat ToBgr(RgbPicture picture)
    {
        fixed (byte* pixels = picture.Pixels)
        {
            using var rgb = Mat.FromPixelData(picture.Height, picture.Width, MatType.CV_8UC3, (IntPtr)pixels);
            var bgr = new Mat();
            Cv2.CvtColor(rgb, bgr, ColorConversionCodes.BGR2RGB);
            return bgr;
        }
    }

    private static unsafe byte[] Pixels(Mat picture)
    {
        var row = 3 * picture.Cols;
        var pixels = new byte[row * picture.Rows];
        for (var y = 0; y < picture.Rows; y++)
            new ReadOnlySpan<byte>((byte*)picture.Ptr(y), row).CopyTo(pixels.AsSpan(y * row));
        return pixels;
    }
}
