using System.Runtime.CompilerServices;

namespace StreamColorizer.Core.Color;

/// <summary>The formulas of <see cref="Lab"/>, a register of pixels at a time in single precision.</summary>
internal static class VectorColor
{
    /// <summary>f(Y) of CIE 15 for the gray of an encoded value in 0..1, and its linear light. L* is 116·f − 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T F, T Linear) OfGray<T>(T gray)
        where T : struct, IFloatLanes<T>
    {
        // The cube root of ((g + 0.055) / 1.055)^2.4 is its 0.8th power: one power serves both results.
        var root = Power((gray + T.Create(0.055f)) * (1 / 1.055f), 0.8f);
        var linear = T.IfGreater(gray, T.Create(0.04045f), root * root * root, gray * (1 / 12.92f));
        var dark = T.MultiplyAdd(linear, T.Create(841f / 108), T.Create(4f / 29));
        return (T.IfGreater(linear, T.Create(216f / 24389), root, dark), linear);
    }

    /// <summary>The inverse of f, continued linearly below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T InverseF<T>(T t)
        where T : struct, IFloatLanes<T> =>
        T.IfGreater(t, T.Create(6f / 29), t * t * t, (t - T.Create(4f / 29)) * (108f / 841));

    /// <summary>The sRGB encoding of linear light, with odd symmetry below 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Encoded<T>(T linear)
        where T : struct, IFloatLanes<T>
    {
        var magnitude = T.Abs(linear);
        var power = Power(T.Max(magnitude, T.Create(1e-6f)), 1 / 2.4f);
        var curved = T.MultiplyAdd(power, T.Create(1.055f), T.Create(-0.055f));
        return T.CopySign(T.IfGreater(magnitude, T.Create(0.0031308f), curved, magnitude * 12.92f), linear);
    }

    /// <summary>
    /// x to the power of <paramref name="exponent"/> for normal positive x, relative error below 5e-6: logarithm and
    /// exponential by polynomials of least greatest error, without a division.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Power<T>(T x, float exponent)
        where T : struct, IFloatLanes<T>
    {
        // The polynomial is within 2.2e-6 of log2(1 + m).
        var (e, m) = T.Split(x);
        var series = T.MultiplyAdd(m, T.Create(-0.20659162f), T.Create(0.322154865f));
        series = T.MultiplyAdd(m, series, T.Create(-0.367490023f));
        series = T.MultiplyAdd(m, series, T.Create(0.479348013f));
        series = T.MultiplyAdd(m, series, T.Create(-0.721131856f));
        series = T.MultiplyAdd(m, series, T.Create(1.44271348f));
        return PowerOfTwo(T.MultiplyAdd(m, series, e) * exponent);
    }

    // Within 1e-7 of 2^t, relatively.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T PowerOfTwo<T>(T t)
        where T : struct, IFloatLanes<T>
    {
        var whole = T.Round(t);
        var x = t - whole;
        var series = T.MultiplyAdd(x, T.Create(0.00134100048f), T.Create(0.00967603652f));
        series = T.MultiplyAdd(x, series, T.Create(0.055502973f));
        series = T.MultiplyAdd(x, series, T.Create(0.240221074f));
        series = T.MultiplyAdd(x, series, T.Create(0.693147225f));
        series = T.MultiplyAdd(x, series, T.Create(1.00000008f));
        return series * T.PowerOfTwo(whole);
    }
}
