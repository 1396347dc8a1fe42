using System.Runtime.Intrinsics;

namespace StreamColorizer.Core.Color;

/// <summary>Small planes of floats that are read eight at a time.</summary>
internal static class Eights
{
    /// <summary>A count rounded up to whole eights.</summary>
    public static int Padded(int count) => (count + 7) & ~7;

    /// <summary>Eight floats from one on.</summary>
    public static Vector256<float> At(float[] plane, int first) => Vector256.Create<float>(plane.AsSpan(first));
}
