using System.Runtime.CompilerServices;
using OpenCvSharp;
using StreamColorizer.Core.Color;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Film;

/// <summary>
/// A painted frame as a picture for people: small, upright, with square samples. Sizes and colors are for looking at,
/// not for measuring.
/// </summary>
public static class FramePicture
{
    private const int LongSide = 1024;

    /// <summary>Makes the picture.</summary>
    /// <param name="frame">The painted frame; stays the caller's.</param>
    /// <param name="video">Its film: color, sample aspect ratio, rotation.</param>
    /// <param name="isColor">False: its luma alone.</param>
    /// <returns>8-bit BGR, or 8-bit gray where only luma was asked for.</returns>
    public static Mat Of(Frame frame, VideoFacts video, bool isColor)
    {
        var aspect = video is { SampleWidth: > 0, SampleHeight: > 0 } ? (double)video.SampleWidth / video.SampleHeight : 1;
        return Of(frame, video.Color, isColor, aspect, ((int)Math.Round(video.Rotation / 90.0) % 4 + 4) % 4);
    }

    /// <summary>Makes the picture of a frame that stands upright or is told how to.</summary>
    /// <param name="frame">The painted frame; stays the caller's.</param>
    /// <param name="color">How its numbers stand for color.</param>
    /// <param name="isColor">False: its luma alone.</param>
    /// <param name="aspect">Width of a sample by its height.</param>
    /// <param name="turns">Counter-clockwise quarter turns, 0 to 3.</param>
    /// <returns>8-bit BGR, or 8-bit gray where only luma was asked for.</returns>
    public static Mat Of(Frame frame, ColorDescription color, bool isColor, double aspect = 1, int turns = 0)
    {
        var layout = frame.Layout;
        var size = DisplaySize(layout, aspect);
        var tables = new DisplayTables(color);
        using var y = Plane(frame.Luma, layout.Height, layout.Width, layout.BitDepth, size);
        if (!isColor)
            return Gray(y, tables, turns);
        using var cb = Plane(frame.Cb, layout.ChromaHeight, layout.ChromaWidth, layout.BitDepth, size);
        using var cr = Plane(frame.Cr, layout.ChromaHeight, layout.ChromaWidth, layout.BitDepth, size);
        return Color(y, cb, cr, tables, turns);
    }

    private static Size DisplaySize(PlaneLayout layout, double aspect)
    {
        var (width, height) = (layout.Width * aspect, (double)layout.Height);
        var scale = Math.Min(1, LongSide / Math.Max(width, height));
        return new Size(Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }

    private static unsafe Mat Plane(ReadOnlySpan<byte> plane, int rows, int columns, int bitDepth, Size size)
    {
        fixed (byte* first = plane)
        {
            using var samples = Mat.FromPixelData(rows, columns, bitDepth > 8 ? MatType.CV_16UC1 : MatType.CV_8UC1, (IntPtr)first);
            var resized = new Mat();
            var shrinks = size.Width < columns || size.Height < rows;
            Cv2.Resize(samples, resized, size, 0, 0, shrinks ? InterpolationFlags.Area : InterpolationFlags.Linear);
            if (bitDepth == 8)
                return resized;
            using var deep = resized;
            var values = new Mat();
            deep.ConvertTo(values, MatType.CV_8UC1, 1.0 / (1 << (bitDepth - 8)));
            return values;
        }
    }

    private static Mat Gray(Mat y, DisplayTables tables, int turns)
    {
        var (width, height) = (y.Cols, y.Rows);
        var picture = Blank(y, MatType.CV_8UC1, turns);
        var luma = y.AsSpan<byte>();
        var pixels = picture.AsSpan<byte>();
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
                pixels[Turned(row, column, width, height, turns)] = tables.Gray(luma[row * width + column]);
        }

        return picture;
    }

    private static Mat Color(Mat y, Mat cb, Mat cr, DisplayTables tables, int turns)
    {
        var (width, height) = (y.Cols, y.Rows);
        var picture = Blank(y, MatType.CV_8UC3, turns);
        var luma = y.AsSpan<byte>();
        var blues = cb.AsSpan<byte>();
        var reds = cr.AsSpan<byte>();
        var pixels = picture.AsSpan<Vec3b>();
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var from = row * width + column;
                var (red, green, blue) = tables.Rgb(luma[from], blues[from], reds[from]);
                pixels[Turned(row, column, width, height, turns)] = new Vec3b(blue, green, red);
            }
        }

        return picture;
    }

    private static Mat Blank(Mat like, MatType type, int turns) =>
        turns % 2 == 0 ? new Mat(like.Rows, like.Cols, type) : new Mat(like.Cols, like.Rows, type);

    // Counter-clockwise quarter turns, as in ffprobe's rotation.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Turned(int row, int column, int width, int height, int turns) => turns switch
    {
        1 => (width - 1 - column) * height + row,
        2 => (height - 1 - row) * width + (width - 1 - column),
        3 => column * height + (height - 1 - row),
        _ => row * width + column,
    };
}
