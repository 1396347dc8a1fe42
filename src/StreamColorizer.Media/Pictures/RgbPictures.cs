using OpenCvSharp;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Quality;

namespace StreamColorizer.Media.Pictures;

/// <summary>8-bit R'G'B' pictures as files: PNG, JPEG, WebP, TIFF, BMP.</summary>
public static class RgbPictureFile
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp",
    };

    /// <summary>True for a name that ends like a picture's.</summary>
    public static bool IsNamedLikePicture(string path) => Extensions.Contains(Path.GetExtension(path));

    /// <summary>Decodes a picture; deeper ones are cut to 8 bit, transparency is left out, EXIF turns are applied.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">What to call it in the error.</param>
    /// <exception cref="ColorizerException">The bytes are no picture.</exception>
    public static RgbPicture Decode(ReadOnlySpan<byte> bytes, string name)
    {
        try
        {
            using var picture = bytes.IsEmpty ? new Mat() : Mat.ImDecode(bytes, ImreadModes.Color);
            if (picture.Empty())
                throw Unreadable(name, bytes.Length, null);
            Cv2.CvtColor(picture, picture, ColorConversionCodes.BGR2RGB);
            return new RgbPicture(picture.Cols, picture.Rows, Pixels(picture));
        }
        catch (OpenCVException fault)
        {
            throw Unreadable(name, bytes.Length, fault);
        }
    }

    /// <summary>Encodes as PNG.</summary>
    public static byte[] Png(RgbPicture picture) => Encode(picture, ".png", null);

    /// <summary>Encodes as JPEG.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="quality">0 to 100.</param>
    /// <param name="longestSide">Larger pictures are scaled down to this.</param>
    public static byte[] Jpeg(RgbPicture picture, int quality, int longestSide)
    {
        var longest = Math.Max(picture.Width, picture.Height);
        return Encode(
            picture, ".jpg", [(int)ImwriteFlags.JpegQuality, quality], longest > longestSide ? (double)longestSide / longest : 1);
    }

    private static unsafe byte[] Encode(RgbPicture picture, string extension, int[]? options, double scale = 1)
    {
        fixed (byte* pixels = picture.Pixels)
        {
            using var rgb = Mat.FromPixelData(picture.Height, picture.Width, MatType.CV_8UC3, (IntPtr)pixels);
            using var bgr = new Mat();
            Cv2.CvtColor(rgb, bgr, ColorConversionCodes.BGR2RGB);
            if (scale < 1)
            {
                var size = new Size(Math.Max(1, Math.Round(picture.Width * scale)), Math.Max(1, Math.Round(picture.Height * scale)));
                Cv2.Resize(bgr, bgr, size, interpolation: InterpolationFlags.Area);
            }

            return Cv2.ImEncode(extension, bgr, out var bytes, options)
                ? bytes
                : throw new InvalidOperationException($"OpenCV cannot write {extension}.");
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

    private static ColorizerException Unreadable(string name, int length, Exception? cause) => new(
        ExitCode.Failed,
        $"The picture {name} ({length} bytes) cannot be read as PNG, JPEG, WebP, TIFF or BMP: replace it or leave it out.",
        cause);
}
