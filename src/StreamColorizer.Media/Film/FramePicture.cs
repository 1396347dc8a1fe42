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
    /// <returns>8-bit BGR.</returns>
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
    /// <returns>8-bit BGR.</returns>
    public static Mat Of(Frame frame, ColorDescription color, bool isColor, double aspect = 1, int turns = 0)
    {
        var layout = frame.Layout;
        var size = DisplaySize(layout, aspect);
        using var y = Plane(frame.Luma, layout.Height, layout.Width, layout.BytesPerSample, size);
        if (!isColor)
            return ToBgr(y, null, null, layout.BitDepth, color, turns);
        using var cb = Plane(frame.Cb, layout.ChromaHeight, layout.ChromaWidth, layout.BytesPerSample, size);
        using var cr = Plane(frame.Cr, layout.ChromaHeight, layout.ChromaWidth, layout.BytesPerSample, size);
        return ToBgr(y, cb, cr, layout.BitDepth, color, turns);
    }

    private static Size DisplaySize(PlaneLayout layout, double aspect)
    {
        var (width, height) = (layout.Width * aspect, (double)layout.Height);
        var scale = Math.Min(1, LongSide / Math.Max(width, height));
        return new Size(Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }

    private static unsafe Mat Plane(ReadOnlySpan<byte> plane, int rows, int columns, int bytesPerSample, Size size)
    {
        fixed (byte* first = plane)
        {
            using var samples = Mat.FromPixelData(
                rows, columns, bytesPerSample == 2 ? MatType.CV_16UC1 : MatType.CV_8UC1, (IntPtr)first);
            using var resized = new Mat();
            var shrinks = size.Width < columns || size.Height < rows;
            Cv2.Resize(samples, resized, size, 0, 0, shrinks ? InterpolationFlags.Area : InterpolationFlags.Linear);
            var values = new Mat();
            resized.ConvertTo(values, MatType.CV_32FC1);
            return values;
        }
    }

    private static unsafe Mat ToBgr(Mat y, Mat? cb, Mat? cr, int bitDepth, ColorDescription color, int turns)
    {
        var (width, height) = (y.Cols, y.Rows);
        var picture = turns % 2 == 0 ? new Mat(height, width, MatType.CV_8UC3) : new Mat(width, height, MatType.CV_8UC3);
        var bgr = new Span<byte>((void*)picture.Data, 3 * width * height);
        var lumas = y.AsSpan<float>();
        var blues = cb is null ? default : cb.AsSpan<float>();
        var reds = cr is null ? default : cr.AsSpan<float>();
        var neutral = 1 << (bitDepth - 1);
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var from = row * width + column;
                var (red, green, blue) = YCbCr.ToRgb(
                    lumas[from], cb is null ? neutral : blues[from], cr is null ? neutral : reds[from], color, bitDepth);
                var to = 3 * Turned(row, column, width, height, turns);
                bgr[to] = Level(blue);
                bgr[to + 1] = Level(green);
                bgr[to + 2] = Level(red);
            }
        }

        return picture;
    }

    // Counter-clockwise quarter turns, as in ffprobe's rotation.
    private static int Turned(int row, int column, int width, int height, int turns) => turns switch
    {
        1 => (width - 1 - column) * height + row,
        2 => (height - 1 - row) * width + (width - 1 - column),
        3 => column * height + (height - 1 - row),
        _ => row * width + column,
    };

    private static byte Level(double value) => (byte)Math.Clamp(Math.Round(255 * value), 0, 255);
}
