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
    /// x to the power of <paramref name="exponent"/> for normal positive x, relative error below 5e-6: the logarithm by
    /// the series of artanh, the exponential by Taylor's, both where they converge fast.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Power(Vector256<float> x, float exponent)
    {
        // x = 2^e · m with m in √½..√2, where log2 m = 2/ln 2 · artanh((m − 1) / (m + 1)).
        const int rootHalf = 0x3F3504F3;
        var bits = x.AsInt32() - Vector256.Create(rootHalf);
        var e = Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(bits, 23));
        var m = ((bits & Vector256.Create(0x007FFFFF)) + Vector256.Create(rootHalf)).AsSingle();
        var s = (m - Vector256<float>.One) / (m + Vector256<float>.One);
        var s2 = s * s;
        var series = Vector256.MultiplyAddEstimate(s2, Vector256.Create(2.8853901f / 5), Vector256.Create(2.8853901f / 3));
        series = Vector256.MultiplyAddEstimate(s2, series, Vector256.Create(2.8853901f));
        return PowerOfTwo(Vector256.MultiplyAddEstimate(s, series, e) * exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<float> t)
    {
        var whole = Vector256.Round(t);
        var x = (t - whole) * 0.69314718f;
        var series = Vector256.MultiplyAddEstimate(x, Vector256.Create(1f / 120), Vector256.Create(1f / 24));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256.Create(1f / 6));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256.Create(0.5f));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256<float>.One);
        series = Vector256.MultiplyAddEstimate(x, series, Vector256<float>.One);
        var scale = Vector256.ShiftLeft(Vector256.ConvertToInt32Native(whole) + Vector256.Create(127), 23);
        return series * scale.AsSingle();
    }
}
