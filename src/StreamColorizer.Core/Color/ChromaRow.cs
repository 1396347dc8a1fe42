using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Color;

/// <summary>
/// Computes a row of chroma samples in four short passes. In a single one each sample's powers wait for one another, and a
/// processor sees too few samples at once to fill the wait: measured, it takes a quarter longer.
/// </summary>
/// <param name="color">Matrix, range and siting of the stream.</param>
/// <param name="bitDepth">Bits of a sample.</param>
/// <param name="width">Samples of a row, in whole vectors of eight.</param>
internal sealed class ChromaRow(ColorDescription color, int bitDepth, int width)
{
    private readonly ChromaFormula _formula = new(color, bitDepth);
    private readonly float[] _f = new float[width];
    private readonly float[] _linear = new float[width];
    // Red, green and blue, one after the other.
    private readonly float[] _light = new float[3 * width];

    /// <summary>Code values of Cb; valid until the next call.</summary>
    public ushort[] Cb { get; } = new ushort[width];

    /// <summary>Code values of Cr; valid until the next call.</summary>
    public ushort[] Cr { get; } = new ushort[width];

    /// <summary>Computes one row.</summary>
    /// <param name="grays">Y' of each sample as 0..1.</param>
    /// <param name="fits">Its fit, the row made ready.</param>
    /// <param name="saturation">Factor on a and b.</param>
    public void Compute(float[] grays, FitUpsampler fits, float saturation)
    {
        Linearize(grays);
        Mix(fits, Vector256.Create(saturation));
        Encode();
        Quantize(grays);
    }

    private void Linearize(float[] grays)
    {
        for (var x = 0; x < width; x += 8)
        {
            var (f, linear) = VectorColor.OfGray(At(grays, x));
            f.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_f), (nuint)x);
            linear.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_linear), (nuint)x);
        }
    }

    private void Mix(FitUpsampler fits, Vector256<float> saturation)
    {
        ref var light = ref MemoryMarshal.GetArrayDataReference(_light);
        for (var x = 0; x < width; x += 8)
        {
            var (red, green, blue) = _formula.Light(At(_f, x), At(_linear, x), fits.At(x), saturation);
            red.StoreUnsafe(ref light, (nuint)x);
            green.StoreUnsafe(ref light, (nuint)(x + width));
            blue.StoreUnsafe(ref light, (nuint)(x + 2 * width));
        }
    }

    private void Encode()
    {
        for (var x = 0; x < _light.Length; x += 8)
            VectorColor.Encoded(At(_light, x)).StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_light), (nuint)x);
    }

    private void Quantize(float[] grays)
    {
        for (var x = 0; x < width; x += 8)
        {
            var (cb, cr) = _formula.Codes(At(grays, x), At(_light, x), At(_light, x + width), At(_light, x + 2 * width));
            Words(cb).StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(Cb), (nuint)x);
            Words(cr).StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(Cr), (nuint)x);
        }
    }

    private static Vector256<float> At(float[] values, int x) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)x);

    private static Vector128<ushort> Words(Vector256<int> codes) =>
        Vector128.Narrow(codes.GetLower().AsUInt32(), codes.GetUpper().AsUInt32());
}
