using System.Security.Cryptography;
using StreamColorizer.Core.Color;

namespace StreamColorizer.Core.Film;

/// <summary>
/// Luma MD5s of frames in display order: those that
/// <c>ffmpeg -map 0:V:0 -vf extractplanes=y -fps_mode passthrough -f framemd5</c> prints.
/// </summary>
/// <param name="capacity">Frames that it will hold, at least 1; it grows where there are more.</param>
public sealed class LumaList(int capacity)
{
    // The digest in hex and a newline.
    private const int LineBytes = 2 * LumaDigest.Length + 1;

    private byte[] _digests = new byte[capacity * LumaDigest.Length];

    /// <summary>Frames in the list.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the next frame.</summary>
    /// <param name="digest">MD5 of its luma plane, 16 bytes.</param>
    public void Add(ReadOnlySpan<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, LumaDigest.Length);
        var end = Count * LumaDigest.Length;
        if (end == _digests.Length)
            Array.Resize(ref _digests, 2 * end);
        digest.CopyTo(_digests.AsSpan(end));
        Count++;
    }

    /// <summary>
    /// The digest of all frames: MD5, in lower-case hex, of their MD5s (in lower-case hex, too) joined by newlines, without
    /// one at the end.
    /// </summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> line = stackalloc byte[LineBytes];
        for (var frame = 0; frame < Count; frame++)
        {
            Line(frame, line);
            hash.AppendData(frame == Count - 1 ? line[..^1] : line);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Writes one line a frame: its MD5 in hex.</summary>
    /// <param name="stream">Stays open.</param>
    public void Write(Stream stream)
    {
        Span<byte> line = stackalloc byte[LineBytes];
        for (var frame = 0; frame < Count; frame++)
        {
            Line(frame, line);
            stream.Write(line);
        }
    }

    /// <summary>Adds what <see cref="Write"/> wrote; false where there is no such file, or a line of it is damaged.</summary>
    /// <param name="path">The file.</param>
    public bool TryAppend(string path)
    {
        if (!File.Exists(path))
            return false;
        using var stream = File.OpenRead(path);
        Span<byte> line = stackalloc byte[LineBytes];
        Span<byte> digest = stackalloc byte[LumaDigest.Length];
        while (stream.ReadAtLeast(line, LineBytes, throwOnEndOfStream: false) is var read and > 0)
        {
            if (read < LineBytes || line[^1] != '\n'
                || Convert.FromHexString(line[..^1], digest, out _, out _) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            Add(digest);
        }

        return true;
    }

    private void Line(int frame, Span<byte> line)
    {
        Convert.TryToHexStringLower(_digests.AsSpan(frame * LumaDigest.Length, LumaDigest.Length), line, out var digits);
        line[digits] = (byte)'\n';
    }
}
