using System.Runtime.InteropServices;
using OpenCvSharp;
using StreamColorizer.Core.Color;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Pictures;

/// <summary>
/// Pictures, in B, G, R, as frames and back: luma is the full-range BT.601 Y' of their R'G'B', at 4:4:4 and the picture's own depth of 8 or 16
/// bits.
/// </summary>
public static class PictureFrames
{
    /// <summary>How the frames' numbers stand for color.</summary>
    public static readonly ColorDescription Color = new(ColorMatrix.Bt601, FullRange: true, ChromaSiting.Center);

    /// <summary>Geometry of a picture as a frame.</summary>
    public static PlaneLayout LayoutOf(Mat picture) =>
        new(picture.Cols, picture.Rows, picture.Depth() == MatType.CV_16U ? 16 : 8, ChromaSampling.Yuv444);

    /// <summary>Fills a frame's luma from a picture of the same geometry.</summary>
    public static void FillLuma(Mat picture, Frame frame)
    {
        if (frame.Layout.BytesPerSample == 1)
            FillLuma(Samples<byte>(picture), frame.Luma, static luma => (byte)luma);
        else
            FillLuma(Samples<ushort>(picture), MemoryMarshal.Cast<byte, ushort>(frame.Luma), static luma => (ushort)luma);
    }

    /// <summary>Encodes a painted frame; formats without 16 bits get 8.</summary>
    /// <param name="frame">4:4:4 in <see cref="Color"/>.</param>
    /// <param name="extension">Says the format, with its dot.</param>
    /// <exception cref="ColorizerException">The format is unknown.</exception>
    public static byte[] Encode(Frame frame, string extension)
    {
        using var picture = ToBgr(frame, extension.ToLowerInvariant() is ".png" or ".tif" or ".tiff" && frame.Layout.BitDepth > 8);
        return PictureFile.Encode(picture, extension);
    }

    private static Mat ToBgr(Frame frame, bool isDeep)
    {
        var layout = frame.Layout;
        var picture = new Mat(layout.Height, layout.Width, isDeep ? MatType.CV_16UC3 : MatType.CV_8UC3);
        var peak = isDeep ? 65535.0 : 255.0;
        for (var i = 0; i < layout.Width * layout.Height; i++)
        {
            var (red, green, blue) = YCbCr.ToRgb(
                Sample(frame.Luma, i, layout), Sample(frame.Cb, i, layout), Sample(frame.Cr, i, layout), Color, layout.BitDepth);
            if (isDeep)
                Put(Samples<ushort>(picture).Slice(3 * i, 3), peak, red, green, blue, static value => (ushort)value);
            else
                Put(Samples<byte>(picture).Slice(3 * i, 3), peak, red, green, blue, static value => (byte)value);
        }

        return picture;
    }

    private static void Put<T>(Span<T> pixel, double peak, double red, double green, double blue, Func<double, T> sample)
    {
        pixel[0] = sample(Math.Clamp(Math.Round(peak * blue), 0, peak));
        pixel[1] = sample(Math.Clamp(Math.Round(peak * green), 0, peak));
        pixel[2] = sample(Math.Clamp(Math.Round(peak * red), 0, peak));
    }

    private static int Sample(ReadOnlySpan<byte> plane, int index, PlaneLayout layout) => layout.BytesPerSample == 1
        ? plane[index]
        : MemoryMarshal.Cast<byte, ushort>(plane)[index];

    private static void FillLuma<T>(ReadOnlySpan<T> bgr, Span<T> luma, Func<double, T> sample)
        where T : struct, IConvertible
    {
        var (kr, kb) = Color.LumaCoefficients;
        for (var i = 0; i < luma.Length; i++)
        {
            var (blue, green, red) = (Value(bgr[3 * i]), Value(bgr[3 * i + 1]), Value(bgr[3 * i + 2]));
            luma[i] = sample(Math.Round(kr * red + (1 - kr - kb) * green + kb * blue));
        }
    }

    private static double Value<T>(T sample)
        where T : struct, IConvertible => sample.ToDouble(System.Globalization.CultureInfo.InvariantCulture);

    private static unsafe Span<T> Samples<T>(Mat picture)
        where T : unmanaged => new((void*)picture.Data, checked(3 * picture.Rows * picture.Cols));
}
