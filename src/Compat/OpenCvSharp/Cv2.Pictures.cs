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
