using System.Numerics;
using System.Runtime.InteropServices;

namespace StreamColorizer.Core.Live;

/// <summary>Tells a picture that stands still from one in which something moves.</summary>
internal static class Stillness
{
    // In L*. A step that can just be seen; decoded noise of a still picture stays below it at the network's size.
    private const float MostChange = 1;

    /// <summary>True if no sample of the one differs from the other's by more than can just be seen.</summary>
    public static bool IsSame(ReadOnlySpan<float> lightness, ReadOnlySpan<float> other)
    {
        if (lightness.Length != other.Length)
            return false;
        var these = MemoryMarshal.Cast<float, Vector<float>>(lightness);
        var those = MemoryMarshal.Cast<float, Vector<float>>(other);
        var limit = new Vector<float>(MostChange);
        for (var i = 0; i < these.Length; i++)
        {
            if (!Vector.LessThanOrEqualAll(Vector.Abs(these[i] - those[i]), limit))
                return false;
        }

        for (var i = these.Length * Vector<float>.Count; i < lightness.Length; i++)
        {
            if (!(Math.Abs(lightness[i] - other[i]) <= MostChange))
                return false;
        }

        return true;
    }
}
