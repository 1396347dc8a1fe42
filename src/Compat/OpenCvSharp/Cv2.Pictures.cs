namespace OpenCvSharp;

public static unsafe partial class Cv2
{
    /// <summary>Resizes to a size, or by factors if the size is 0×0.</summary>
    public static void Resize(
        InputArray src, OutputArray dst, Size dsize, double fx = 0, double fy = 0,
        InterpolationFlags interpolation = InterpolationFlags.Linear)
    {
        NativeMethods.Check(
            NativeMethods.imgproc_resize(Pointer(src), dst.Mat.CvPtr, dsize.Width, dsize.Height, fx, fy, (int)interpolation), src, dst);
    }

    /// <summary>Converts between color spaces; dstCn 0: as many channels as the code says.</summary>
    public static void CvtColor(InputArray src, OutputArray dst, ColorConversionCodes code, int dstCn = 0)
    {
        NativeMethods.Check(NativeMethods.imgproc_cvt_color(Pointer(src), dst.Mat.CvPtr, (int)code, dstCn), src, dst);
    }

    /// <summary>Blurs by a Gaussian; kernel 0×0: from sigma; sigmaY 0: as sigmaX.</summary>
    public static void GaussianBlur(
        InputArray src, OutputArray dst, Size ksize, double sigmaX, double sigmaY = 0, BorderTypes borderType = BorderTypes.Default)
    {
        NativeMethods.Check(
            NativeMethods.imgproc_gaussian_blur(
                Pointer(src), dst.Mat.CvPtr, ksize.Width, ksize.Height, sigmaX, sigmaY, (int)borderType), src, dst);
    }

    /// <summary>Draws a rectangle; thickness <see cref="FILLED"/> fills it.</summary>
    public static void Rectangle(
        Mat img, Rect rect, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8, int shift = 0)
    {
        NativeMethods.Check(
            NativeMethods.imgproc_rectangle(
                img.CvPtr, rect.X, rect.Y, rect.Width, rect.Height, color, thickness, (int)lineType, shift), img);
    }

    /// <summary>Writes text; the origin is the left end of the baseline.</summary>
    public static void PutText(
        InputOutputArray img, string text, Point org, HersheyFonts fontFace, double fontScale, Scalar color,
        int thickness = 1, LineTypes lineType = LineTypes.Link8, bool bottomLeftOrigin = false)
    {
        NativeMethods.Check(
            NativeMethods.imgproc_put_text(
                img.Mat.CvPtr, text, org.X, org.Y, (int)fontFace, fontScale, color, thickness, (int)lineType, bottomLeftOrigin ? 1 : 0), img);
    }

    /// <summary>How much room text takes above its baseline, and below it.</summary>
    public static Size GetTextSize(string text, HersheyFonts fontFace, double fontScale, int thickness, out int baseLine)
    {
        NativeMethods.Check(
            NativeMethods.imgproc_text_size(text, (int)fontFace, fontScale, thickness, out baseLine, out int width, out int height));
        return new Size(width, height);
    }

    /// <summary>Reads a picture file; empty if it is missing or no picture.</summary>
    public static Mat ImRead(string fileName, ImreadModes flags = ImreadModes.Color)
    {
        NativeMethods.Check(NativeMethods.imgcodecs_read(fileName, (int)flags, out IntPtr native));
        return new Mat(native);
    }

    /// <summary>Writes a picture file in the format of its extension.</summary>
    /// <param name="fileName">The file.</param>
    /// <param name="img">8-bit gray or B, G, R; PNG and TIFF take 16 bit too.</param>
    /// <param name="prms">Pairs of <see cref="ImwriteFlags"/> and value.</param>
    /// <returns>False if it could not be written.</returns>
    public static bool ImWrite(string fileName, Mat img, int[]? prms = null)
    {
        NativeMethods.Check(NativeMethods.imgcodecs_write(fileName, img.CvPtr, prms, prms?.Length ?? 0, out int done), img);
        return done != 0;
    }

    /// <summary>Encodes a picture in the format of an extension such as ".jpg".</summary>
    public static bool ImEncode(string ext, InputArray img, out byte[] buf, int[]? prms = null)
    {
        NativeMethods.Check(
            NativeMethods.imgcodecs_encode(
                ext, Pointer(img), prms, prms?.Length ?? 0, out IntPtr buffer, out byte* bytes, out long length, out int done));
        buf = new ReadOnlySpan<byte>(bytes, checked((int)length)).ToArray();
        NativeMethods.Check(NativeMethods.buffer_delete(buffer), img);
        return done != 0;
    }

    /// <summary>Decodes a picture; empty if it is none.</summary>
    public static Mat ImDecode(byte[] buf, ImreadModes flags) => ImDecode(buf.AsSpan(), flags);

    /// <summary>Decodes a picture; empty if it is none.</summary>
    /// <exception cref="ArgumentException">There are no bytes.</exception>
    public static Mat ImDecode(ReadOnlySpan<byte> span, ImreadModes flags)
    {
        if (span.IsEmpty)
            throw new ArgumentException("There are no bytes to decode.", nameof(span));
        fixed (byte* bytes = span)
        {
            NativeMethods.Check(NativeMethods.imgcodecs_decode(bytes, span.Length, (int)flags, out IntPtr native));
            return new Mat(native);
        }
    }
}
