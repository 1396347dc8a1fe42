using System.Buffers.Binary;

namespace StreamColorizer.Media.Containers;

/// <summary>What stands before the first frame of a NUT file: main header, stream headers, one syncpoint.</summary>
internal static class NutFileHead
{
    /// <summary>Frame code of frames that decoding can begin at.</summary>
    public const byte KeyCode = 0;

    /// <summary>Frame code of all others.</summary>
    public const byte OtherCode = 1;

    private const ulong FlagPipe = 2;
    private const ulong FrameFlags = NutFormat.FlagStreamId | NutFormat.FlagCodedPts | NutFormat.FlagSizeMsb | NutFormat.FlagChecksum;

    // Beside its setup, a header's own fields take far less.
    private const int RoomPerStream = 128;

    /// <summary>The bytes.</summary>
    /// <param name="streams">The streams in the order of their ids.</param>
    /// <param name="first">Stream of the first frame.</param>
    /// <param name="pts">Timestamp of the first frame.</param>
    public static byte[] Make(NutStream[] streams, int first, long pts)
    {
        var target = new byte[2 * RoomPerStream + streams.Sum(stream => RoomPerStream + stream.Setup.Count)];
        var body = new byte[target.Length];
        NutFormat.FileId.CopyTo(target);
        var length = NutFormat.FileId.Length;
        length += WritePacket(target.AsSpan(length), NutFormat.MainStartcode, body.AsSpan(0, WriteMain(body, streams)));
        foreach (var stream in streams)
            length += WritePacket(target.AsSpan(length), NutFormat.StreamStartcode, body.AsSpan(0, WriteStream(body, stream)));
        var sync = Write(body, [(ulong)pts * (ulong)streams.Length + (ulong)first, 0]);
        length += WritePacket(target.AsSpan(length), NutFormat.SyncpointStartcode, body.AsSpan(0, sync));
        return target[..length];
    }

    private static int WriteMain(Span<byte> body, NutStream[] streams)
    {
        // Version 4.0, streams, largest distance between syncpoints (void in a pipe), time bases.
        var length = Write(body, [4, 0, (ulong)streams.Length, 65535, (ulong)streams.Length]);
        foreach (var stream in streams)
            length += Write(body[length..], [(ulong)stream.TimeBase.Numerator, (ulong)stream.TimeBase.Denominator]);
        // Two rows of the frame table, each its flags and six fields (pts delta, multiplier 1, stream, size, reserved,
        // count: 'N' is left out), then no elision headers.
        length += Write(body[length..], [FrameFlags | NutFormat.FlagKey, 6, 0, 1, 0, 0, 0, 1, FrameFlags, 6, 0, 1, 0, 0, 0, 254, 0]);
        return length + Write(body[length..], [FlagPipe]);
    }

    private static int WriteStream(Span<byte> body, NutStream stream)
    {
        var tagBytes = stream.IsVideo || stream.FourCc > ushort.MaxValue ? sizeof(uint) : sizeof(ushort);
        var length = Write(body, [(ulong)stream.Id, stream.IsVideo ? 0UL : 1, (ulong)tagBytes]);
        for (var i = 0; i < tagBytes; i++)
            body[length++] = (byte)(stream.FourCc >> (8 * i));
        length += Write(body[length..], [(ulong)stream.Id, NutFormat.MsbPtsShift, 0, (ulong)stream.DecodeDelay, 0, (ulong)stream.Setup.Count]);
        foreach (var value in stream.Setup)
            body[length++] = value;
        return length + Write(body[length..], stream.IsVideo
            ? [(ulong)stream.Width, (ulong)stream.Height, (ulong)stream.SampleWidth, (ulong)stream.SampleHeight, 0]
            : [(ulong)stream.SampleRate, 1, (ulong)stream.Channels]);
    }

    private static int Write(Span<byte> target, ReadOnlySpan<ulong> values)
    {
        var length = 0;
        foreach (var value in values)
            length += NutFormat.WriteVarint(target[length..], value);
        return length;
    }

    private static int WritePacket(Span<byte> target, ulong startcode, ReadOnlySpan<byte> body)
    {
        var length = NutFormat.WriteStartcode(target, startcode);
        length += NutFormat.WriteVarint(target[length..], (ulong)body.Length + sizeof(uint));
        body.CopyTo(target[length..]);
        length += body.Length;
        BinaryPrimitives.WriteUInt32BigEndian(target[length..], NutFormat.Crc(body));
        return length + sizeof(uint);
    }
}
