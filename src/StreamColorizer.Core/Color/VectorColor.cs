using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StreamColorizer.Core.Color;

/// <summary>The formulas of <see cref="Lab"/>, eight pixels at a time in single precision.</summary>
internal static class VectorColor
{
    /// <summary>f(Y) of CIE 15 for the gray of an encoded value in 0..1, and its linear light. L* is 116·f − 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> F, Vector256<float> Linear) OfGray(Vector256<float> gray)
    {
        // The cube root of ((g + 0.055) / 1.055)^2.4 is its 0.8th power: one power serves both results.
        var root = Power((gray + Vector256.Create(0.055f)) * (1 / 1.055f), 0.8f);
        var linear = Vector256.ConditionalSelect(
            Vector256.LessThanOrEqual(gray, Vector256.Create(0.04045f)), gray * (1 / 12.92f), root * root * root);
        var f = Vector256.ConditionalSelect(
            Vector256.GreaterThan(linear, Vector256.Create(216f / 24389)),
            root,
            Vector256.MultiplyAddEstimate(linear, Vector256.Create(841f / 108), Vector256.Create(4f / 29)));
        return (f, linear);
    }

    /// <summary>The inverse of f, continued linearly below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> InverseF(Vector256<float> t) => Vector256.ConditionalSelect(
        Vector256.GreaterThan(t, Vector256.Create(6f / 29)),
        t * t * t,
        (t - Vector256.Create(4f / 29)) * (108f / 841));

    /// <summary>The sRGB encoding of linear light, with odd symmetry below 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Encoded(Vector256<float> linear)
    {
        var magnitude = Vector256.Abs(linear);
        var curved = Vector256.MultiplyAddEstimate(
            Power(Vector256.MaxNative(magnitude, Vector256.Create(1e-6f)), 1 / 2.4f), Vector256.Create(1.055f), Vector256.Create(-0.055f));
        var encoded = Vector256.ConditionalSelect(
            Vector256.LessThanOrEqual(magnitude, Vector256.Create(0.0031308f)), magnitude * 12.92f, curved);
        return Vector256.CopySign(encoded, linear);
    }

    /// <summary>
    /// x to the power of <paramref name="exponent"/> for normal positive x, relative error below 5e-6: logarithm and
    /// exponential by polynomials of least greatest error, without a division.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Power(Vector256<float> x, float exponent)
    {
        // x = 2^e · (1 + m) with 1 + m in √½..√2; the polynomial is within 2.2e-6 of log2(1 + m).
        const int rootHalf = 0x3F3504F3;
        var bits = x.AsInt32() - Vector256.Create(rootHalf);
        var e = Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(bits, 23));
        var m = ((bits & Vector256.Create(0x007FFFFF)) + Vector256.Create(rootHalf)).AsSingle() - Vector256<float>.One;
        var series = Vector256.MultiplyAddEstimate(m, Vector256.Create(-0.20659162f), Vector256.Create(0.322154865f));
        series = Vector256.MultiplyAddEstimate(m, series, Vector256.Create(-0.367490023f));
        series = Vector256.MultiplyAddEstimate(m, series, Vector256.Create(0.479348013f));
        series = Vector256.MultiplyAddEstimate(m, series, Vector256.Create(-0.721131856f));
        series = Vector256.MultiplyAddEstimate(m, series, Vector256.Create(1.44271348f));
        return PowerOfTwo(Vector256.MultiplyAddEstimate(m, series, e) * exponent);
    }

    // Within 1e-7 of 2^t, relatively.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<float> t)
    {
        var whole = Vector256.Round(t);
        var x = t - whole;
        var series = Vector256.MultiplyAddEstimate(x, Vector256.Create(0.00134100048f), Vector256.Create(0.00967603652f));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256.Create(0.055502973f));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256.Create(0.240221074f));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256.Create(0.693147225f));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256.Create(1.00000008f));
        var scale = Vector256.ShiftLeft(Vector256.ConvertToInt32Native(whole) + Vector256.Create(127), 23);
        return series * scale.AsSingle();
    }
}
