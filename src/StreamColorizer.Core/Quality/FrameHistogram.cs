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
    private readonly DisplayTables _tables;
    private readonly int[] _rgb = new int[3 * Bins];
    private readonly int[] _gray = new int[Bins];

    public FrameHistogram(ColorDescription color) => (Color, _tables) = (color, new DisplayTables(color));

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

    private void Count(byte luma, byte cb, byte cr)
    {
        var (red, green, blue) = _tables.Rgb(luma, cb, cr);
        _gray[_tables.Gray(luma)]++;
        _rgb[red]++;
        _rgb[Bins + green]++;
        _rgb[2 * Bins + blue]++;
        Pixels++;
    }
}
