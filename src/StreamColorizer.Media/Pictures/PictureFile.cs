using OpenCvSharp;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Pictures;

/// <summary>
/// The one place where picture files are read and written: PNG, JPEG, WebP, TIFF, BMP, as B, G, R. Transparency is left
/// out, EXIF turns are applied except to WebP.
/// </summary>
public static class PictureFile
{
    private const int DefaultJpegQuality = 95;

    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp",
    };

    /// <summary>True for a name that ends like a picture's.</summary>
    public static bool IsNamedLikePicture(string path) => Extensions.Contains(Path.GetExtension(path));

    /// <summary>Reads a picture at the depth in which it is stored, 8 or 16 bits.</summary>
    /// <exception cref="ColorizerException">There is none, or it cannot be read.</exception>
    public static Mat Read(string path) => Decode(ReadBytes(path), path, ImreadModes.Color | ImreadModes.AnyDepth);

    /// <summary>Reads a picture as 8 bits; deeper ones are cut.</summary>
    /// <exception cref="ColorizerException">There is none, or it cannot be read.</exception>
    public static Mat Read8Bit(string path) => Decode(ReadBytes(path), path);

    /// <summary>Whether every pixel hides what lies under it; false where the decoder has no opacity to show.</summary>
    /// <exception cref="ColorizerException">There is no picture, or it cannot be read.</exception>
    public static unsafe bool IsOpaque(string path)
    {
        using var picture = Decode(ReadBytes(path), path, ImreadModes.Unchanged);
        if (picture.Channels() != 4)
            return false;
        var samples = checked(4 * picture.Rows * picture.Cols);
        return picture.Depth() == MatType.CV_16U
            ? AreOpaque(new ReadOnlySpan<ushort>((void*)picture.Data, samples), ushort.MaxValue)
            : AreOpaque(new ReadOnlySpan<byte>((void*)picture.Data, samples), byte.MaxValue);
    }

    /// <summary>Decodes a picture to 8 bits; deeper ones are cut.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">What to call it in the error.</param>
    /// <exception cref="ColorizerException">The bytes are no picture.</exception>
    public static Mat Decode(ReadOnlySpan<byte> bytes, string name) => Decode(bytes, name, ImreadModes.Color);

    /// <summary>Encodes a picture.</summary>
    /// <param name="picture">8 bits; 16 for PNG and TIFF.</param>
    /// <param name="extension">Says the format, with its dot.</param>
    /// <param name="jpegQuality">0 to 100.</param>
    /// <exception cref="ColorizerException">The format is unknown.</exception>
    public static byte[] Encode(Mat picture, string extension, int jpegQuality = DefaultJpegQuality)
    {
        int[]? options = extension.StartsWith(".jp", StringComparison.OrdinalIgnoreCase) ? [(int)ImwriteFlags.JpegQuality, jpegQuality] : null;
        try
        {
            if (Cv2.ImEncode(extension, picture, out var bytes, options))
                return bytes;
        }
        catch (OpenCVException fault)
        {
            throw Unwritable(extension, fault);
        }

        throw Unwritable(extension, null);
    }

    private static bool AreOpaque<T>(ReadOnlySpan<T> pixels, T full)
        where T : struct, IEquatable<T>
    {
        for (var i = 3; i < pixels.Length; i += 4)
        {
            if (!pixels[i].Equals(full))
                return false;
        }

        return true;
    }

    private static byte[] ReadBytes(string path)
    {
        if (!File.Exists(path))
            throw new ColorizerException(ExitCode.Failed, $"The picture '{path}' does not exist: check its name and folder.");
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ColorizerException(
                ExitCode.Failed, $"The picture '{path}' cannot be read ({fault.Message.TrimEnd('.')}): check its permissions and its disk.", fault);
        }
    }

    private static Mat Decode(ReadOnlySpan<byte> bytes, string name, ImreadModes mode)
    {
        try
        {
            var picture = bytes.IsEmpty ? new Mat() : Cv2.ImDecode(bytes, mode);
            if (!picture.Empty() && picture.Depth() is MatType.CV_8U or MatType.CV_16U)
                return picture;
            picture.Dispose();
        }
        catch (OpenCVException fault)
        {
            throw Unreadable(name, bytes.Length, fault);
        }

        throw Unreadable(name, bytes.Length, null);
    }

    private static ColorizerException Unreadable(string name, int length, Exception? cause) => new(ExitCode.Failed,
        $"The picture '{name}' ({length} bytes) cannot be read: check that it was copied whole and is PNG, JPEG, TIFF, WebP or BMP.", cause);

    private static ColorizerException Unwritable(string extension, Exception? cause) => new(ExitCode.Usage,
        $"A picture cannot be written as {extension}: choose an output that ends in .png, .jpg, .tif, .webp or .bmp.", cause);
}
