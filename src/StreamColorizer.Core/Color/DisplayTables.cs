using System.Runtime.CompilerServices;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Color;

/// <summary>
/// 8-bit Y'CbCr as a screen shows it, by the stream's own matrix and range: what each code value adds to red, green and
/// blue, in 1/65536 levels.
/// </summary>
public sealed class DisplayTables
{
    private const int Values = 256;
    private const int Shift = 16;
    private readonly int[] _luma = new int[Values];
    private readonly int[] _redOfCr = new int[Values];
    private readonly int[] _greenOfCr = new int[Values];
    private readonly int[] _greenOfCb = new int[Values];
    private readonly int[] _blueOfCb = new int[Values];

    /// <summary>Makes the tables of one stream.</summary>
    /// <param name="color">How its numbers stand for color.</param>
    public DisplayTables(ColorDescription color)
    {
        var range = SampleRange.Of(color.FullRange, 8);
        for (var value = 0; value < Values; value++)
        {
            var gray = YCbCr.ToRgb(value, range.Neutral, range.Neutral, color, 8).Red;
            var (red, greenOfCr, _) = YCbCr.ToRgb(range.Black, range.Neutral, value, color, 8);
            var (_, greenOfCb, blue) = YCbCr.ToRgb(range.Black, value, range.Neutral, color, 8);
            _luma[value] = Fixed(gray) + (1 << (Shift - 1));
            (_redOfCr[value], _greenOfCr[value]) = (Fixed(red), Fixed(greenOfCr));
            (_blueOfCb[value], _greenOfCb[value]) = (Fixed(blue), Fixed(greenOfCb));
        }
    }

    /// <summary>Fills a picture; all planes have its size.</summary>
    /// <param name="luma">Y'.</param>
    /// <param name="cb">Blue difference.</param>
    /// <param name="cr">Red difference.</param>
    /// <param name="bgr">Where blue, green, red go, three bytes a pixel.</param>
    public void Fill(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> bgr)
    {
        for (var i = 0; i < luma.Length; i++)
            (bgr[3 * i + 2], bgr[3 * i + 1], bgr[3 * i]) = Rgb(luma[i], cb[i], cr[i]);
    }

    /// <summary>Fills a picture without color.</summary>
    /// <param name="luma">Y'.</param>
    /// <param name="bgr">Where blue, green, red go, three bytes a pixel.</param>
    public void FillGray(ReadOnlySpan<byte> luma, Span<byte> bgr)
    {
        for (var i = 0; i < luma.Length; i++)
            bgr.Slice(3 * i, 3).Fill(Gray(luma[i]));
    }

    /// <summary>Red, green and blue of a sample, 0 to 255.</summary>
    // Inlined, as what it calls: a few pictures are over before calls are compiled well.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (byte Red, byte Green, byte Blue) Rgb(byte luma, byte cb, byte cr)
    {
        var gray = _luma[luma];
        return (Level(gray + _redOfCr[cr]), Level(gray + _greenOfCb[cb] + _greenOfCr[cr]), Level(gray + _blueOfCb[cb]));
    }

    /// <summary>The gray of a luma sample, 0 to 255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Gray(byte luma) => Level(_luma[luma]);

    private static int Fixed(double value) => (int)Math.Round(value * 255 * (1 << Shift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Level(int value) => (byte)Math.Clamp(value >> Shift, 0, 255);
}
