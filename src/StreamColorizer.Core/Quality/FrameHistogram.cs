using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Quality;

/// <summary>
/// Histograms of an 8-bit frame as a viewer sees it: R'G'B', and the gray of its luma alone. It looks at one luma sample
/// for each chroma sample, and in large pictures at fewer.
/// </summary>
internal sealed class FrameHistogram
{
    private const int Bins = 256;
    private const int MostPixels = 60_000;

    // Fixed point, so that a pixel costs a few additions.
    private const int Shift = 16;
    private readonly int[] _luma = new int[Bins];
    private readonly int[] _redOfCr = new int[Bins], _greenOfCr = new int[Bins], _greenOfCb = new int[Bins], _blueOfCb = new int[Bins];
    private readonly int[] _rgb = new int[3 * Bins];
    private readonly int[] _gray = new int[Bins];

    public FrameHistogram(ColorDescription color)
    {
        Color = color;
        var neutral = SampleRange.Of(color.FullRange, 8).Neutral;
        for (var value = 0; value < Bins; value++)
        {
            var (gray, _, _) = YCbCr.ToRgb(value, neutral, neutral, color, 8);
            // What chroma adds to black.
            var (black, _, _) = YCbCr.ToRgb(0, neutral, neutral, color, 8);
            var ofCr = YCbCr.ToRgb(0, neutral, value, color, 8);
            var ofCb = YCbCr.ToRgb(0, value, neutral, color, 8);
            _luma[value] = Fixed(gray) + (1 << (Shift - 1));
            (_redOfCr[value], _greenOfCr[value]) = (Fixed(ofCr.Red - black), Fixed(ofCr.Green - black));
            (_greenOfCb[value], _blueOfCb[value]) = (Fixed(ofCb.Green - black), Fixed(ofCb.Blue - black));
        }

        static int Fixed(double share) => (int)Math.Round(share * 255 * (1 << Shift));
    }

    public ColorDescription Color { get; }

    /// <summary>Pixels of each value of red, green and blue.</summary>
    public ReadOnlySpan<int> Rgb => _rgb;

    /// <summary>Pixels of each value of the picture without its color.</summary>
    public ReadOnlySpan<int> Gray => _gray;

    /// <summary>Pixels that were looked at.</summary>
    public int Pixels { get; private set; }

    /// <summary>Counts a frame; the one before is forgotten.</summary>
    public void Count(Frame frame)
    {
        Array.Clear(_rgb);
        Array.Clear(_gray);
        Pixels = 0;
        var layout = frame.Layout;
        var (stepX, stepY) = (layout.Chroma == ChromaSampling.Yuv444 ? 1 : 2, layout.Chroma == ChromaSampling.Yuv420 ? 2 : 1);
        var skip = (int)Math.Ceiling(Math.Sqrt((double)layout.ChromaWidth * layout.ChromaHeight / MostPixels));
        for (var row = 0; row < layout.ChromaHeight; row += skip)
        {
            var luma = frame.Luma.Slice(row * stepY * layout.LumaStride, layout.LumaStride);
            var cb = frame.Cb.Slice(row * layout.ChromaStride, layout.ChromaStride);
            var cr = frame.Cr.Slice(row * layout.ChromaStride, layout.ChromaStride);
            for (var x = 0; x < cb.Length; x += skip)
                Count(luma[x * stepX], cb[x], cr[x]);
        }
    }

    private void Count(byte y, byte cb, byte cr)
    {
        var luma = _luma[y];
        _gray[Code(luma)]++;
        _rgb[Code(luma + _redOfCr[cr])]++;
        _rgb[Bins + Code(luma + _greenOfCr[cr] + _greenOfCb[cb])]++;
        _rgb[2 * Bins + Code(luma + _blueOfCb[cb])]++;
        Pixels++;
    }

    private static int Code(int value) => Math.Clamp(value >> Shift, 0, 255);
}
