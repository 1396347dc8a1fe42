using System.Runtime.CompilerServices;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Color;

/// <summary>
/// Turns gray and (a, b) into code values of Cb and Cr, a register of samples at a time: Lab to R'G'B' by
/// <see cref="Lab"/>'s formulas, chroma of that by the stream's matrix, lowered until the stream's own Y' with it is a
/// color, fading out where black and white leave nothing to color. The powers in between are the caller's.
/// </summary>
internal readonly struct ChromaFormula
{
    // L* below which nothing is colored and from which everything is; the same from the top. Beyond these a picture
    // holds leader, bars, titles and burnt-out sky, where a network only guesses.
    private const float BlackEnd = 3, DarkEnd = 10, BrightStart = 96, WhiteStart = 100;

    private readonly float _kr, _kg, _kb, _cbScale, _crScale, _neutral, _maximum;
    private readonly float _rx, _ry, _rz, _gx, _gy, _gz, _bx, _by, _bz;

    public ChromaFormula(ColorDescription color, int bitDepth)
    {
        var (kr, kb) = color.LumaCoefficients;
        var range = SampleRange.Of(color.FullRange, bitDepth);
        (_kr, _kg, _kb) = ((float)kr, (float)(1 - kr - kb), (float)kb);
        _cbScale = (float)(range.ChromaSpan / (2 * (1 - kb)));
        _crScale = (float)(range.ChromaSpan / (2 * (1 - kr)));
        (_neutral, _maximum) = (range.Neutral, range.Maximum);
        var m = Lab.FromXyz;
        (_rx, _ry, _rz) = ((float)(m[0, 0] * Lab.WhiteX), (float)m[0, 1], (float)(m[0, 2] * Lab.WhiteZ));
        (_gx, _gy, _gz) = ((float)(m[1, 0] * Lab.WhiteX), (float)m[1, 1], (float)(m[1, 2] * Lab.WhiteZ));
        (_bx, _by, _bz) = ((float)(m[2, 0] * Lab.WhiteX), (float)m[2, 1], (float)(m[2, 2] * Lab.WhiteZ));
    }

    /// <summary>The linear R, G, B of chroma samples; what lies outside of 0..1 is no color.</summary>
    /// <param name="f">f(Y) of the gray.</param>
    /// <param name="linear">Its linear light.</param>
    /// <param name="fit">Slope and offset of a and of b over L* − <see cref="GuidedFit.Pivot"/>.</param>
    /// <param name="saturation">Factor on a and b.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (T Red, T Green, T Blue) Light<T>(T f, T linear, (T SlopeA, T OffsetA, T SlopeB, T OffsetB) fit, T saturation)
        where T : struct, IFloatLanes<T>
    {
        var lightness = f * 116f - T.Create(16f);
        var guide = lightness - T.Create(GuidedFit.Pivot);
        var strength = saturation * Fade(lightness);
        var a = T.MultiplyAdd(fit.SlopeA, guide, fit.OffsetA) * strength;
        var b = T.MultiplyAdd(fit.SlopeB, guide, fit.OffsetB) * strength;
        var x = VectorColor.InverseF(f + a * (1 / 500f));
        var z = VectorColor.InverseF(f - b * (1 / 200f));
        return (x * _rx + linear * _ry + z * _rz, x * _gx + linear * _gy + z * _gz, x * _bx + linear * _by + z * _bz);
    }

    /// <summary>The code values of chroma samples: whole numbers.</summary>
    /// <param name="gray">Y' as 0..1.</param>
    /// <param name="red">R', as is what follows, encoded.</param>
    /// <param name="green">G'.</param>
    /// <param name="blue">B'.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (T Cb, T Cr) Codes<T>(T gray, T red, T green, T blue)
        where T : struct, IFloatLanes<T>
    {
        var luma = red * _kr + green * _kg + blue * _kb;
        var (toRed, toGreen, toBlue) = (red - luma, green - luma, blue - luma);
        var share = ShareInGamut(gray, toRed, toGreen, toBlue);
        return (Code(toBlue * share, _cbScale), Code(toRed * share, _crScale));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Fade<T>(T lightness)
        where T : struct, IFloatLanes<T>
    {
        var dark = SmoothStep((lightness - T.Create(BlackEnd)) * (1 / (DarkEnd - BlackEnd)));
        var bright = SmoothStep((T.Create(WhiteStart) - lightness) * (1 / (WhiteStart - BrightStart)));
        return dark * bright;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SmoothStep<T>(T t)
        where T : struct, IFloatLanes<T>
    {
        t = T.Min(T.Max(t, T.Create(0)), T.Create(1));
        return t * t * (T.Create(3f) - t * 2f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ShareInGamut<T>(T gray, T toRed, T toGreen, T toBlue)
        where T : struct, IFloatLanes<T>
    {
        var tiny = T.Create(1e-9f);
        var up = T.Max(T.Max(toRed, toGreen), T.Max(toBlue, tiny));
        var down = T.Max(T.Max(-toRed, -toGreen), T.Max(-toBlue, tiny));
        // The lesser of (1 - gray) / up and gray / down, with one division.
        var share = T.Min((T.Create(1) - gray) * down, gray * up) / (up * down);
        return T.Min(share, T.Create(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Code<T>(T difference, float scale)
        where T : struct, IFloatLanes<T> =>
        T.Min(T.Max(T.Round(difference * scale) + T.Create(_neutral), T.Create(0)), T.Create(_maximum));
}
