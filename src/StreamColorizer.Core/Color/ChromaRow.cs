using System.Runtime.CompilerServices;
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
/// <param name="width">Samples of a row, a multiple of <see cref="Step"/>.</param>
internal sealed class ChromaRow(ColorDescription color, int bitDepth, int width)
{
    /// <summary>Samples of the widest register that a row is computed in.</summary>
    public const int Step = 16;

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
        if (Vector512.IsHardwareAccelerated)
            Compute<FloatLanes512>(grays, fits, saturation);
        else
            Compute<FloatLanes256>(grays, fits, saturation);
    }

    private void Compute<T>(float[] grays, FitUpsampler fits, float saturation)
        where T : struct, IFloatLanes<T>
    {
        Linearize<T>(grays);
        Mix(fits, T.Create(saturation));
        Encode<T>();
        Quantize<T>(grays);
    }

    [MethodImpl(Compiled.AtOnce)]
    private void Linearize<T>(float[] grays)
        where T : struct, IFloatLanes<T>
    {
        for (var x = 0; x < width; x += T.Count)
        {
            var (f, linear) = VectorColor.OfGray(At<T>(grays, x));
            f.Store(ref MemoryMarshal.GetArrayDataReference(_f), (nuint)x);
            linear.Store(ref MemoryMarshal.GetArrayDataReference(_linear), (nuint)x);
        }
    }

    [MethodImpl(Compiled.AtOnce)]
    private void Mix<T>(FitUpsampler fits, T saturation)
        where T : struct, IFloatLanes<T>
    {
        ref var light = ref MemoryMarshal.GetArrayDataReference(_light);
        for (var x = 0; x < width; x += T.Count)
        {
            var (red, green, blue) = _formula.Light(At<T>(_f, x), At<T>(_linear, x), fits.At<T>(x), saturation);
            red.Store(ref light, (nuint)x);
            green.Store(ref light, (nuint)(x + width));
            blue.Store(ref light, (nuint)(x + 2 * width));
        }
    }

    [MethodImpl(Compiled.AtOnce)]
    private void Encode<T>()
        where T : struct, IFloatLanes<T>
    {
        for (var x = 0; x < _light.Length; x += T.Count)
            VectorColor.Encoded(At<T>(_light, x)).Store(ref MemoryMarshal.GetArrayDataReference(_light), (nuint)x);
    }

    [MethodImpl(Compiled.AtOnce)]
    private void Quantize<T>(float[] grays)
        where T : struct, IFloatLanes<T>
    {
        for (var x = 0; x < width; x += T.Count)
        {
            var (cb, cr) = _formula.Codes(At<T>(grays, x), At<T>(_light, x), At<T>(_light, x + width), At<T>(_light, x + 2 * width));
            cb.StoreWords(ref MemoryMarshal.GetArrayDataReference(Cb), (nuint)x);
            cr.StoreWords(ref MemoryMarshal.GetArrayDataReference(Cr), (nuint)x);
        }
    }

    private static T At<T>(float[] values, int x)
        where T : struct, IFloatLanes<T> =>
        T.Load(ref MemoryMarshal.GetArrayDataReference(values), (nuint)x);
}
