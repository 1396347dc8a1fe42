using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StreamColorizer.Core.Color;

/// <summary>A square of eight rows and eight columns of 32 bits.</summary>
internal static class LaneSquare
{
    /// <summary>Turns rows into columns.</summary>
    /// <param name="source">The square's first value.</param>
    /// <param name="sourcePitch">Values from row to row.</param>
    /// <param name="target">Receives the turned square; may be no part of the source.</param>
    /// <param name="targetPitch">Values from row to row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref readonly uint source, nuint sourcePitch, ref uint target, nuint targetPitch)
    {
        if (!Avx2.IsSupported)
        {
            for (nuint y = 0; y < 8; y++)
                for (nuint x = 0; x < 8; x++)
                    Unsafe.Add(ref target, x * targetPitch + y) = Unsafe.Add(ref Unsafe.AsRef(in source), y * sourcePitch + x);
            return;
        }

        // By pairs, then quarters, then halves.
        var (p0, p1) = Pairs(in source, 0, sourcePitch);
        var (p2, p3) = Pairs(in source, 2 * sourcePitch, sourcePitch);
        var (p4, p5) = Pairs(in source, 4 * sourcePitch, sourcePitch);
        var (p6, p7) = Pairs(in source, 6 * sourcePitch, sourcePitch);
        Halves(Avx2.UnpackLow(p0, p2), Avx2.UnpackLow(p4, p6), ref target, 0, targetPitch);
        Halves(Avx2.UnpackHigh(p0, p2), Avx2.UnpackHigh(p4, p6), ref target, targetPitch, targetPitch);
        Halves(Avx2.UnpackLow(p1, p3), Avx2.UnpackLow(p5, p7), ref target, 2 * targetPitch, targetPitch);
        Halves(Avx2.UnpackHigh(p1, p3), Avx2.UnpackHigh(p5, p7), ref target, 3 * targetPitch, targetPitch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ulong> Low, Vector256<ulong> High) Pairs(ref readonly uint source, nuint at, nuint pitch)
    {
        var (upper, lower) = (Vector256.LoadUnsafe(in source, at), Vector256.LoadUnsafe(in source, at + pitch));
        return (Avx2.UnpackLow(upper, lower).AsUInt64(), Avx2.UnpackHigh(upper, lower).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(Vector256<ulong> first, Vector256<ulong> second, ref uint target, nuint at, nuint pitch)
    {
        Avx2.Permute2x128(first, second, 0x20).AsUInt32().StoreUnsafe(ref target, at);
        Avx2.Permute2x128(first, second, 0x31).AsUInt32().StoreUnsafe(ref target, at + 4 * pitch);
    }
}
