using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Color;

/// <summary>
/// Turns gray and (a, b) into code values of Cb and Cr, eight samples at a time: Lab to R'G'B' by
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

    /// <summary>The linear R, G, B of eight chroma samples; what lies outside of 0..1 is no color.</summary>
    /// <param name="f">f(Y) of the gray.</param>
    /// <param name="linear">Its linear light.</param>
    /// <param name="fit">Slope and offset of a and of b over L* − <see cref="GuidedFit.Pivot"/>.</param>
    /// <param name="saturation">Factor on a and b.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector256<float> Red, Vector256<float> Green, Vector256<float> Blue) Light(
        Vector256<float> f, Vector256<float> linear,
        (Vector256<float> SlopeA, Vector256<float> OffsetA, Vector256<float> SlopeB, Vector256<float> OffsetB) fit,
        Vector256<float> saturation)
    {
        var lightness = f * 116f - Vector256.Create(16f);
        var guide = lightness - Vector256.Create(GuidedFit.Pivot);
        var strength = saturation * Fade(lightness);
        var a = Vector256.MultiplyAddEstimate(fit.SlopeA, guide, fit.OffsetA) * strength;
        var b = Vector256.MultiplyAddEstimate(fit.SlopeB, guide, fit.OffsetB) * strength;
        var x = VectorColor.InverseF(f + a * (1 / 500f));
        var z = VectorColor.InverseF(f - b * (1 / 200f));
        return (x * _rx + linear * _ry + z * _rz, x * _gx + linear * _gy + z * _gz, x * _bx + linear * _by + z * _bz);
    }

    /// <summary>The code values of eight chroma samples.</summary>
    /// <param name="gray">Y' as 0..1.</param>
    /// <param name="red">R', as is what follows, encoded.</param>
    /// <param name="green">G'.</param>
    /// <param name="blue">B'.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector256<int> Cb, Vector256<int> Cr) Codes(
        Vector256<float> gray, Vector256<float> red, Vector256<float> green, Vector256<float> blue)
    {
        var luma = red * _kr + green * _kg + blue * _kb;
        var (toRed, toGreen, toBlue) = (red - luma, green - luma, blue - luma);
        var share = ShareInGamut(gray, toRed, toGreen, toBlue);
        return (Code(toBlue * share, _cbScale), Code(toRed * share, _crScale));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fade(Vector256<float> lightness)
    {
        var dark = SmoothStep((lightness - Vector256.Create(BlackEnd)) * (1 / (DarkEnd - BlackEnd)));
        var bright = SmoothStep((Vector256.Create(WhiteStart) - lightness) * (1 / (WhiteStart - BrightStart)));
        return dark * bright;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SmoothStep(Vector256<float> t)
    {
        t = Vector256.ClampNative(t, Vector256<float>.Zero, Vector256<float>.One);
        return t * t * (Vector256.Create(3f) - 2f * t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ShareInGamut(
        Vector256<float> gray, Vector256<float> toRed, Vector256<float> toGreen, Vector256<float> toBlue)
    {
        var tiny = Vector256.Create(1e-9f);
        var up = Vector256.MaxNative(Vector256.MaxNative(toRed, toGreen), Vector256.MaxNative(toBlue, tiny));
        var down = Vector256.MaxNative(Vector256.MaxNative(-toRed, -toGreen), Vector256.MaxNative(-toBlue, tiny));
        // The lesser of (1 - gray) / up and gray / down, with one division.
        var share = Vector256.MinNative((Vector256<float>.One - gray) * down, gray * up) / (up * down);
        return Vector256.MinNative(share, Vector256<float>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> Code(Vector256<float> difference, float scale)
    {
        var code = Vector256.Round(difference * scale) + Vector256.Create(_neutral);
        return Vector256.ConvertToInt32Native(Vector256.ClampNative(code, Vector256<float>.Zero, Vector256.Create(_maximum)));
    }
}
