using System.Numerics;
using System.Runtime.InteropServices;

namespace StreamColorizer.Core.Pipeline;

/// <summary>Tells numbers from NaN and infinities.</summary>
internal static class Finite
{
    /// <summary>True if every value is finite. 0 × x is 0 for finite x and NaN otherwise, so a sum of such shows it.</summary>
    public static bool All(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var sum = Vector<float>.Zero;
        foreach (var vector in vectors)
            sum += vector * Vector<float>.Zero;
        if (!Vector.EqualsAll(sum, Vector<float>.Zero))
            return false;
        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
        {
            if (!float.IsFinite(value))
                return false;
        }

        return true;
    }
}
