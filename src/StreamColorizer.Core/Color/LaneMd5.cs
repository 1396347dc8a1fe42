using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StreamColorizer.Core.Color;

/// <summary>
/// MD5 (RFC 1321) of sixteen messages of one length at once, one in each 32-bit lane: a single MD5 is one long chain of
/// dependent steps, sixteen chains side by side cost little more.
/// </summary>
internal static class LaneMd5
{
    /// <summary>Messages hashed at once.</summary>
    public const int Lanes = 2 * LaneBytes.Lanes;

    private const int Block = 64;
    private const int Words = 16;
    private const int LongestEnd = 2 * Block;

    // RFC 1321 3.4: the integer part of 4294967296·|sin i|, and the message words in the order of the steps. Literals, so that
    // code that is compiled before anything ran has them at hand.
    private static ReadOnlySpan<uint> Sines =>
    [
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
        0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
        0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
        0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
        0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
        0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
        0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
        0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
    ];

    private static ReadOnlySpan<byte> Order =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        1, 6, 11, 0, 5, 10, 15, 4, 9, 14, 3, 8, 13, 2, 7, 12,
        5, 8, 11, 14, 1, 4, 7, 10, 13, 0, 3, 6, 9, 12, 15, 2,
        0, 7, 14, 5, 12, 3, 10, 1, 8, 15, 6, 13, 4, 11, 2, 9,
    ];

    /// <summary>Hashes sixteen messages.</summary>
    /// <param name="messages">Sixteen, of one length.</param>
    /// <param name="digests">Receives 16·16 bytes.</param>
    public static void Compute(ReadOnlySpan<ReadOnlyMemory<byte>> messages, Span<byte> digests)
    {
        var state = new State(
            Vector512.Create(0x67452301u), Vector512.Create(0xefcdab89u), Vector512.Create(0x98badcfeu), Vector512.Create(0x10325476u));
        var whole = messages[0].Length / Block * Block;
        state = Digest(state, new LaneBytes(messages[..LaneBytes.Lanes]), new LaneBytes(messages[LaneBytes.Lanes..]), whole);
        Span<byte> ends = stackalloc byte[Lanes * LongestEnd];
        var end = LayEnds(messages, whole, ends);
        state = Digest(state, new LaneBytes(ends, LongestEnd), new LaneBytes(ends[(LaneBytes.Lanes * LongestEnd)..], LongestEnd), end);
        for (var lane = 0; lane < Lanes; lane++)
        {
            var digest = digests.Slice(lane * LumaDigest.Length, LumaDigest.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(digest, state.A[lane]);
            BinaryPrimitives.WriteUInt32LittleEndian(digest[4..], state.B[lane]);
            BinaryPrimitives.WriteUInt32LittleEndian(digest[8..], state.C[lane]);
            BinaryPrimitives.WriteUInt32LittleEndian(digest[12..], state.D[lane]);
        }
    }

    // What is left of each message, a one bit, zeros, and its length in bits: one block or two, whose bytes it returns.
    private static int LayEnds(ReadOnlySpan<ReadOnlyMemory<byte>> messages, int whole, Span<byte> ends)
    {
        var length = messages[0].Length;
        var bytes = length - whole < Block - sizeof(long) ? Block : LongestEnd;
        ends.Clear();
        for (var lane = 0; lane < Lanes; lane++)
        {
            var end = ends.Slice(lane * LongestEnd, bytes);
            messages[lane].Span[whole..].CopyTo(end);
            end[length - whole] = 0x80;
            BinaryPrimitives.WriteInt64LittleEndian(end[^sizeof(long)..], 8L * length);
        }

        return bytes;
    }

    private static State Digest(State state, LaneBytes first, LaneBytes second, int bytes)
    {
        // Each word of a block, of all messages side by side.
        Span<uint> words = stackalloc uint[Words * Lanes];
        for (var offset = 0; offset < bytes; offset += Block)
        {
            first.Load(offset, words, Lanes);
            second.Load(offset, words[LaneBytes.Lanes..], Lanes);
            state = Digest(state, words);
        }

        return state;
    }

    // Compiled for good at its first call: a second of film would be hashed by slow code otherwise.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static State Digest(State state, ReadOnlySpan<uint> words)
    {
        var (a, b, c, d) = (state.A, state.B, state.C, state.D);
        for (var i = 0; i < 16; i += 4)
        {
            a = Step(a, b, (b & c) | Vector512.AndNot(d, b), words, i, 7);
            d = Step(d, a, (a & b) | Vector512.AndNot(c, a), words, i + 1, 12);
            c = Step(c, d, (d & a) | Vector512.AndNot(b, d), words, i + 2, 17);
            b = Step(b, c, (c & d) | Vector512.AndNot(a, c), words, i + 3, 22);
        }

        for (var i = 16; i < 32; i += 4)
        {
            a = Step(a, b, (d & b) | Vector512.AndNot(c, d), words, i, 5);
            d = Step(d, a, (c & a) | Vector512.AndNot(b, c), words, i + 1, 9);
            c = Step(c, d, (b & d) | Vector512.AndNot(a, b), words, i + 2, 14);
            b = Step(b, c, (a & c) | Vector512.AndNot(d, a), words, i + 3, 20);
        }

        for (var i = 32; i < 48; i += 4)
        {
            a = Step(a, b, b ^ c ^ d, words, i, 4);
            d = Step(d, a, a ^ b ^ c, words, i + 1, 11);
            c = Step(c, d, d ^ a ^ b, words, i + 2, 16);
            b = Step(b, c, c ^ d ^ a, words, i + 3, 23);
        }

        for (var i = 48; i < 64; i += 4)
        {
            a = Step(a, b, c ^ (b | ~d), words, i, 6);
            d = Step(d, a, b ^ (a | ~c), words, i + 1, 10);
            c = Step(c, d, a ^ (d | ~b), words, i + 2, 15);
            b = Step(b, c, d ^ (c | ~a), words, i + 3, 21);
        }

        return new State(state.A + a, state.B + b, state.C + c, state.D + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Step(
        Vector512<uint> a, Vector512<uint> b, Vector512<uint> mixed, ReadOnlySpan<uint> words, int i, [ConstantExpected] byte turn)
    {
        ref var word = ref Unsafe.Add(ref MemoryMarshal.GetReference(words), Order[i] * Lanes);
        var sum = Vector512.LoadUnsafe(ref word) + Vector512.Create(Sines[i]) + a + mixed;
        var turned = Avx512F.IsSupported
            ? Avx512F.RotateLeft(sum, turn)
            : Vector512.ShiftLeft(sum, turn) | Vector512.ShiftRightLogical(sum, 32 - turn);
        return b + turned;
    }

    private readonly record struct State(Vector512<uint> A, Vector512<uint> B, Vector512<uint> C, Vector512<uint> D);
}
