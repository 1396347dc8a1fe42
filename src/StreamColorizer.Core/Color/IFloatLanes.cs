namespace StreamColorizer.Core.Color;

/// <summary>
/// A register of floats, so that a formula is written once for every width that processors have: a width that one lacks
/// works there, but several times slower than the next narrower one. Functions of one go lane by lane.
/// </summary>
internal interface IFloatLanes<T>
    where T : struct, IFloatLanes<T>
{
    /// <summary>Floats in it.</summary>
    static abstract int Count { get; }

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator -(T value);

    static abstract T operator *(T left, T right);

    static abstract T operator *(T left, float right);

    static abstract T operator /(T left, T right);

    /// <summary>The same value in each.</summary>
    static abstract T Create(float value);

    /// <summary>Values that stand side by side.</summary>
    static abstract T Load(ref readonly float source, nuint at);

    /// <summary>left · right + addend, rounded once where the processor can.</summary>
    static abstract T MultiplyAdd(T left, T right, T addend);

    /// <summary>The lesser; no value is NaN.</summary>
    static abstract T Min(T left, T right);

    /// <summary>The greater; no value is NaN.</summary>
    static abstract T Max(T left, T right);

    /// <summary>Without the sign.</summary>
    static abstract T Abs(T value);

    /// <summary>The value with another one's sign.</summary>
    static abstract T CopySign(T value, T sign);

    /// <summary>The nearest whole number, the even one of two.</summary>
    static abstract T Round(T value);

    /// <summary>left > right ? greater : other.</summary>
    static abstract T IfGreater(T left, T right, T greater, T other);

    /// <summary>x = 2^exponent · (1 + fraction), 1 + fraction within √½..√2, for normal positive x.</summary>
    static abstract (T Exponent, T Fraction) Split(T x);

    /// <summary>2^exponent for a whole exponent within −126..127.</summary>
    static abstract T PowerOfTwo(T exponent);

    /// <summary>Stores them side by side.</summary>
    void Store(ref float target, nuint at);

    /// <summary>Stores them as words; they are whole, within 0..65535.</summary>
    void StoreWords(ref ushort target, nuint at);
}
