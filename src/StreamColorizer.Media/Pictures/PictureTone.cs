using OpenCvSharp;
using StreamColorizer.Core.Color;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Media.Probe;

namespace StreamColorizer.Media.Pictures;

/// <summary>Looks at a few pictures of a sequence and says whether they are gray, tinted or in color.</summary>
public static class PictureTone
{
    private static readonly ColorDescription Color = new(ColorMatrix.Bt601, FullRange: false, ChromaSiting.Center);

    /// <summary>Reads up to six pictures, spread evenly.</summary>
    /// <param name="paths">Pictures that can be read.</param>
    public static Tone Of(IReadOnlyList<string> paths)
    {
        var count = Math.Min(paths.Count, ToneProbe.Moments);
        var pictures = new byte[count * ToneProbe.PictureBytes];
        for (var i = 0; i < count; i++)
            Fill(pictures.AsSpan(i * ToneProbe.PictureBytes, ToneProbe.PictureBytes), paths[(int)((i + 0.5) * paths.Count / count)]);
        return ToneProbe.Classify(pictures, count);
    }

    private static unsafe void Fill(Span<byte> planes, string path)
    {
        using var picture = PictureFile.Read8Bit(path);
        using var small = new Mat();
        Cv2.Resize(picture, small, new Size(ToneProbe.Side, ToneProbe.Side), interpolation: InterpolationFlags.Area);
        var pixels = planes.Length / 3;
        var bgr = new ReadOnlySpan<byte>((void*)small.Data, planes.Length);
        for (var i = 0; i < pixels; i++)
        {
            var (y, cb, cr) = YCbCr.FromRgb(bgr[3 * i + 2] / 255.0, bgr[3 * i + 1] / 255.0, bgr[3 * i] / 255.0, Color, 8);
            (planes[i], planes[pixels + i], planes[2 * pixels + i]) = ((byte)Math.Round(y), (byte)Math.Round(cb), (byte)Math.Round(cr));
        }
    }
}
