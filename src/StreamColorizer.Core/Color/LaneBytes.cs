using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamColorizer.Core.Color;

/// <summary>Eight messages, whose words can stand side by side.</summary>
internal readonly ref struct LaneBytes
{
    /// <summary>Messages.</summary>
    public const int Lanes = 8;

    private readonly ref byte _0, _1, _2, _3, _4, _5, _6, _7;

    /// <summary>Messages that lie anywhere.</summary>
    /// <param name="messages">Eight.</param>
    public LaneBytes(ReadOnlySpan<ReadOnlyMemory<byte>> messages)
    {
        _0 = ref MemoryMarshal.GetReference(messages[0].Span);
        _1 = ref MemoryMarshal.GetReference(messages[1].Span);
        _2 = ref MemoryMarshal.GetReference(messages[2].Span);
        _3 = ref MemoryMarshal.GetReference(messages[3].Span);
        _4 = ref MemoryMarshal.GetReference(messages[4].Span);
        _5 = ref MemoryMarshal.GetReference(messages[5].Span);
        _6 = ref MemoryMarshal.GetReference(messages[6].Span);
        _7 = ref MemoryMarshal.GetReference(messages[7].Span);
    }

    /// <summary>Messages that follow each other.</summary>
    /// <param name="bytes">Eight messages.</param>
    /// <param name="stride">Bytes from one to the next.</param>
    public LaneBytes(Span<byte> bytes, int stride)
    {
        _0 = ref bytes[0];
        _1 = ref bytes[stride];
        _2 = ref bytes[2 * stride];
        _3 = ref bytes[3 * stride];
        _4 = ref bytes[4 * stride];
        _5 = ref bytes[5 * stride];
        _6 = ref bytes[6 * stride];
        _7 = ref bytes[7 * stride];
    }

    /// <summary>Turns a block of 64 bytes of every message into sixteen words, each of all messages side by side.</summary>
    /// <param name="offset">Where the block begins; every message has all of it.</param>
    /// <param name="words">Receives the words.</param>
    /// <param name="pitch">Values from word to word, at least 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load(int offset, Span<uint> words, int pitch)
    {
        Turn((nuint)offset, ref words[0], (nuint)pitch);
        Turn((nuint)offset + 32, ref words[8 * pitch], (nuint)pitch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Turn(nuint at, ref uint words, nuint pitch) => LaneSquare.Turn(
        Row(ref _0, at), Row(ref _1, at), Row(ref _2, at), Row(ref _3, at),
        Row(ref _4, at), Row(ref _5, at), Row(ref _6, at), Row(ref _7, at), ref words, pitch);

    private static Vector256<uint> Row(ref byte message, nuint offset) => Vector256.LoadUnsafe(ref message, offset).AsUInt32();
}
