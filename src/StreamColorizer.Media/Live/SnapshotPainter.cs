using OpenCvSharp;
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

/// <summary>Makes JPEGs of frames, for people to look at (BT.601 is assumed for display).</summary>
public static class SnapshotPainter
{
    private const int Quality = 85;

    /// <summary>Encodes a frame of 8 bits and 4:2:0.</summary>
    public static unsafe byte[] Encode(Frame frame, SnapshotView view)
    {
        var layout = frame.Layout;
        using var color = new Mat(layout.Height, layout.Width, MatType.CV_8UC3);
        using var gray = new Mat(layout.Height, layout.Width, MatType.CV_8UC3);
        fixed (byte* luma = frame.Luma, cb = frame.Cb, cr = frame.Cr)
        {
            using var y = Mat.FromPixelData(layout.Height, layout.Width, MatType.CV_8UC1, (nint)luma);
            Cv2.CvtColor(y, gray, ColorConversionCodes.GRAY2BGR);
            using var blue = Mat.FromPixelData(layout.ChromaHeight, layout.ChromaWidth, MatType.CV_8UC1, (nint)cb);
            using var red = Mat.FromPixelData(layout.ChromaHeight, layout.ChromaWidth, MatType.CV_8UC1, (nint)cr);
            using var wideBlue = new Mat();
            using var wideRed = new Mat();
            using var merged = new Mat();
            Cv2.Resize(blue, wideBlue, new Size(layout.Width, layout.Height));
            Cv2.Resize(red, wideRed, new Size(layout.Width, layout.Height));
            Cv2.Merge([y, wideRed, wideBlue], merged);
            Cv2.CvtColor(merged, color, ColorConversionCodes.YCrCb2BGR);
        }

        using var both = new Mat();
        if (view == SnapshotView.Both)
            Cv2.VConcat([color, gray], both);
        var shown = view switch { SnapshotView.Color => color, SnapshotView.Original => gray, _ => both };
        Cv2.ImEncode(".jpg", shown, out var jpeg, [(int)ImwriteFlags.JpegQuality, Quality]);
        return jpeg;
    }
}
