using OpenCvSharp;
using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Live;

/// <summary>What a snapshot shows.</summary>
public enum SnapshotView
{
    /// <summary>The frame as it goes out.</summary>
    Color,

    /// <summary>Its luma: what the camera sent at night.</summary>
    Original,

    /// <summary>Color above, original below: both of one moment.</summary>
    Both,
}

/// <summary>Makes JPEGs of frames, for people to look at.</summary>
public static class SnapshotPainter
{
    private const int Quality = 85;

    /// <summary>Encodes a frame of 8 bits and 4:2:0.</summary>
    /// <param name="frame">The painted frame; stays the caller's.</param>
    /// <param name="color">How its numbers stand for color.</param>
    /// <param name="view">What is shown.</param>
    public static unsafe byte[] Encode(Frame frame, ColorDescription color, SnapshotView view)
    {
        var (width, height) = (frame.Layout.Width, frame.Layout.Height);
        var tables = new DisplayTables(color);
        using var picture = new Mat(view == SnapshotView.Both ? 2 * height : height, width, MatType.CV_8UC3);
        var pixels = new Span<byte>((void*)picture.Data, 3 * width * picture.Height);
        if (view != SnapshotView.Original)
            FillColor(frame, tables, pixels[..(3 * width * height)]);
        if (view != SnapshotView.Color)
            tables.FillGray(frame.Luma, pixels[^(3 * width * height)..]);
        Cv2.ImEncode(".jpg", picture, out var jpeg, [(int)ImwriteFlags.JpegQuality, Quality]);
        return jpeg;
    }

    private static void FillColor(Frame frame, DisplayTables tables, Span<byte> bgr)
    {
        using var blue = AtFullSize(frame.Cb, frame.Layout);
        using var red = AtFullSize(frame.Cr, frame.Layout);
        tables.Fill(frame.Luma, blue.AsSpan<byte>(), red.AsSpan<byte>(), bgr);
    }

    private static unsafe Mat AtFullSize(ReadOnlySpan<byte> chroma, PlaneLayout layout)
    {
        fixed (byte* first = chroma)
        {
            using var small = Mat.FromPixelData(layout.ChromaHeight, layout.ChromaWidth, MatType.CV_8UC1, (nint)first);
            var wide = new Mat();
            Cv2.Resize(small, wide, new Size(layout.Width, layout.Height));
            return wide;
        }
    }
}
