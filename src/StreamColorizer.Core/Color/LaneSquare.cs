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
    public static void Turn(ref readonly uint source, nuint sourcePitch, ref uint target, nuint targetPitch) => Turn(
        Vector256.LoadUnsafe(in source), Vector256.LoadUnsafe(in source, sourcePitch),
        Vector256.LoadUnsafe(in source, 2 * sourcePitch), Vector256.LoadUnsafe(in source, 3 * sourcePitch),
        Vector256.LoadUnsafe(in source, 4 * sourcePitch), Vector256.LoadUnsafe(in source, 5 * sourcePitch),
        Vector256.LoadUnsafe(in source, 6 * sourcePitch), Vector256.LoadUnsafe(in source, 7 * sourcePitch),
        ref target, targetPitch);

    /// <summary>Turns eight rows into columns, which stand the pitch apart in the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(
        Vector256<uint> r0, Vector256<uint> r1, Vector256<uint> r2, Vector256<uint> r3,
        Vector256<uint> r4, Vector256<uint> r5, Vector256<uint> r6, Vector256<uint> r7, ref uint target, nuint pitch)
    {
        if (!Avx2.IsSupported)
        {
            for (var x = 0; x < 8; x++)
                Vector256.Create(r0[x], r1[x], r2[x], r3[x], r4[x], r5[x], r6[x], r7[x]).StoreUnsafe(ref target, (nuint)x * pitch);
            return;
        }

        // By pairs, then quarters, then halves.
        var (p0, p1) = (Avx2.UnpackLow(r0, r1).AsUInt64(), Avx2.UnpackHigh(r0, r1).AsUInt64());
        var (p2, p3) = (Avx2.UnpackLow(r2, r3).AsUInt64(), Avx2.UnpackHigh(r2, r3).AsUInt64());
        var (p4, p5) = (Avx2.UnpackLow(r4, r5).AsUInt64(), Avx2.UnpackHigh(r4, r5).AsUInt64());
        var (p6, p7) = (Avx2.UnpackLow(r6, r7).AsUInt64(), Avx2.UnpackHigh(r6, r7).AsUInt64());
        Halves(Avx2.UnpackLow(p0, p2), Avx2.UnpackLow(p4, p6), ref target, 0, pitch);
        Halves(Avx2.UnpackHigh(p0, p2), Avx2.UnpackHigh(p4, p6), ref target, pitch, pitch);
        Halves(Avx2.UnpackLow(p1, p3), Avx2.UnpackLow(p5, p7), ref target, 2 * pitch, pitch);
        Halves(Avx2.UnpackHigh(p1, p3), Avx2.UnpackHigh(p5, p7), ref target, 3 * pitch, pitch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(Vector256<ulong> first, Vector256<ulong> second, ref uint target, nuint at, nuint pitch)
    {
        Avx2.Permute2x128(first, second, 0x20).AsUInt32().StoreUnsafe(ref target, at);
        Avx2.Permute2x128(first, second, 0x31).AsUInt32().StoreUnsafe(ref target, at + 4 * pitch);
    }
}
