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

    /// <summary>Hashes one plane.</summary>
    /// <param name="luma">The plane, rows tightly packed.</param>
    /// <param name="digest">Receives <see cref="Length"/> bytes.</param>
    public static void Compute(ReadOnlySpan<byte> luma, Span<byte> digest) => MD5.HashData(luma, digest);
}
