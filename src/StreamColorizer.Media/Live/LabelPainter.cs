using OpenCvSharp;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Live;

/// <summary>Draws labels into planes: a dark, colorless bar with light letters.</summary>
internal static class LabelPainter
{
    private const double TallestPart = .04;
    private const int LeastHeight = 8;
    private const int Dark = 24;
    private const int Light = 225;
    private const int Gray = 128;
    private const double LettersHeight = 21; // of OpenCV's plain letters at scale 1

    public static unsafe void Draw(Frame frame, string text, bool atTop)
    {
        var layout = frame.Layout;
        var scale = Math.Max(LeastHeight, layout.Height * TallestPart) / LettersHeight;
        var size = Cv2.GetTextSize(text, HersheyFonts.HersheySimplex, scale, 1, out var below);
        var margin = Math.Max(2, size.Height / 3);
        var bar = new Rect(
            0, atTop ? 0 : Math.Max(0, layout.Height - size.Height - below - 2 * margin),
            Math.Min(layout.Width, size.Width + 4 * margin), Math.Min(layout.Height, size.Height + below + 2 * margin));
        fixed (byte* luma = frame.Luma, cb = frame.Cb, cr = frame.Cr)
        {
            using var y = Mat.FromPixelData(layout.Height, layout.Width, MatType.CV_8UC1, (nint)luma);
            Cv2.Rectangle(y, bar, Scalar.All(Dark), -1);
            Cv2.PutText(
                y, text, new Point(2 * margin, bar.Y + margin + size.Height), HersheyFonts.HersheySimplex, scale, Scalar.All(Light), 1, LineTypes.AntiAlias);
            Neutral(layout, (nint)cb, bar);
            Neutral(layout, (nint)cr, bar);
        }
    }

    private static void Neutral(PlaneLayout layout, nint plane, Rect bar)
    {
        using var chroma = Mat.FromPixelData(layout.ChromaHeight, layout.ChromaWidth, MatType.CV_8UC1, plane);
        Cv2.Rectangle(chroma, new Rect(bar.X / 2, bar.Y / 2, (bar.Width + 1) / 2, (bar.Height + 1) / 2), Scalar.All(Gray), -1);
    }
}
