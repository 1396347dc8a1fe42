using System.Security.Cryptography;

namespace StreamColorizer.Core.Color;

/// <summary>
/// The fingerprint of a luma plane that proves that nobody changed it: MD5 (RFC 1321) of its bytes, the number that
/// ffmpeg's framemd5 prints for the same plane.
/// </summary>
public static class LumaDigest
{
    /// <summary>Bytes of one digest.</summary>
    public const int Length = 16;

    /// <summary>Planes that are hashed at once, where there are as many.</summary>
    public const int Batch = LaneMd5.Lanes;

    // From so many planes on, sixteen lanes with empty ones among them beat hashing one by one.
    private const int WorthLanes = 3;

    /// <summary>Hashes one plane.</summary>
    /// <param name="luma">The plane, rows tightly packed.</param>
    /// <param name="digest">Receives <see cref="Length"/> bytes.</param>
    public static void Compute(ReadOnlySpan<byte> luma, Span<byte> digest) => MD5.HashData(luma, digest);

    /// <summary>Hashes up to <see cref="Batch"/> planes; several of one length take little longer than one.</summary>
    /// <param name="planes">The planes, rows tightly packed.</param>
    /// <param name="digests">Receives <see cref="Length"/> bytes for each.</param>
    /// <exception cref="ArgumentException">There are too many planes, or too little room.</exception>
    public static void Compute(ReadOnlySpan<ReadOnlyMemory<byte>> planes, Span<byte> digests)
    {
        if (planes.Length > Batch || digests.Length < planes.Length * Length)
            throw new ArgumentException($"{planes.Length} planes and {digests.Length} bytes: at most {Batch} planes, {Length} bytes each.");
        if (planes.Length < WorthLanes || !SameLength(planes))
        {
            for (var i = 0; i < planes.Length; i++)
                Compute(planes[i].Span, digests[(i * Length)..]);
            return;
        }

        LanePlanes lanes = default;
        Span<byte> all = stackalloc byte[Batch * Length];
        for (var i = 0; i < Batch; i++)
            lanes[i] = planes[Math.Min(i, planes.Length - 1)];
        LaneMd5.Compute(lanes, all);
        all[..(planes.Length * Length)].CopyTo(digests);
    }

    private static bool SameLength(ReadOnlySpan<ReadOnlyMemory<byte>> planes)
    {
        foreach (var plane in planes)
            if (plane.Length != planes[0].Length)
                return false;
        return true;
    }

    [System.Runtime.CompilerServices.InlineArray(Batch)]
    private struct LanePlanes
    {
        private ReadOnlyMemory<byte> _first;
    }
}
