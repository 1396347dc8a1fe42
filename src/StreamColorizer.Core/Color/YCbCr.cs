using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Color;

/// <summary>
/// R'G'B' (0..1) to Y'CbCr code values and back, exact, one pixel at a time: the reference that the vectorized
/// painter is checked against. Formulas: BT.601 2.5, BT.709 3, BT.2020 table 4. Nothing is rounded or clipped.
/// </summary>
public static class YCbCr
{
    /// <summary>Turns R'G'B' (0..1) into code values.</summary>
    public static (double Y, double Cb, double Cr) FromRgb(
        double red, double green, double blue, ColorDescription color, int bitDepth)
    {
        var (kr, kb) = color.LumaCoefficients;
        var range = SampleRange.Of(color.FullRange, bitDepth);
        var y = kr * red + (1 - kr - kb) * green + kb * blue;
        var cb = (blue - y) / (2 * (1 - kb));
        var cr = (red - y) / (2 * (1 - kr));
        return (range.Black + range.LumaSpan * y, range.Neutral + range.ChromaSpan * cb, range.Neutral + range.ChromaSpan * cr);
    }

    /// <summary>Turns code values into R'G'B'; outside 0..1 where the code values stand for no color.</summary>
    public static (double Red, double Green, double Blue) ToRgb(
        double y, double cb, double cr, ColorDescription color, int bitDepth)
    {
        var (kr, kb) = color.LumaCoefficients;
        var range = SampleRange.Of(color.FullRange, bitDepth);
        var luma = (y - range.Black) / range.LumaSpan;
        var red = luma + 2 * (1 - kr) * (cr - range.Neutral) / range.ChromaSpan;
        var blue = luma + 2 * (1 - kb) * (cb - range.Neutral) / range.ChromaSpan;
        return (red, (luma - kr * red - kb * blue) / (1 - kr - kb), blue);
    }
}
