using System.Globalization;
using System.Security.Cryptography;

namespace StreamColorizer.Core.Film;

/// <summary>
/// Timestamp and luma MD5 of every frame, in display order: what must come out again. The MD5s are those that
/// <c>ffmpeg -map 0:V:0 -vf extractplanes=y -fps_mode passthrough -f framemd5</c> prints.
/// </summary>
/// <param name="capacity">Frames that it will hold, at least 1; it grows where there are more.</param>
public sealed class FrameList(int capacity = 1024)
{
    /// <summary>Bytes of one luma MD5.</summary>
    public const int DigestBytes = Color.LumaDigest.Length;

    // "-9223372036854775808", a blank, the digest in hex, a newline.
    private const int LongestLine = 20 + 2 + 2 * DigestBytes;
    private const int BufferLines = 64;

    private readonly List<long> _pts = new(capacity);
    private byte[] _digests = new byte[capacity * DigestBytes];

    /// <summary>Frames in the list.</summary>
    public int Count => _pts.Count;

    /// <summary>Adds the next frame.</summary>
    /// <param name="pts">Timestamp in ticks of the source's time base.</param>
    /// <param name="digest">MD5 of the luma plane, 16 bytes.</param>
    public void Add(long pts, ReadOnlySpan<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, DigestBytes);
        var end = _pts.Count * DigestBytes;
        if (end == _digests.Length)
            Array.Resize(ref _digests, 2 * end);
        digest.CopyTo(_digests.AsSpan(end));
        _pts.Add(pts);
    }

    /// <summary>Timestamp of a frame in ticks of the source's time base.</summary>
    public long Pts(int frame) => _pts[frame];

    /// <summary>MD5 of a frame's luma plane, 16 bytes.</summary>
    public ReadOnlySpan<byte> Digest(int frame)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, Count);
        return _digests.AsSpan(frame * DigestBytes, DigestBytes);
    }

    /// <summary>The digest of the whole film: see <see cref="LumaDigest(int, int)"/>.</summary>
    public string LumaDigest() => LumaDigest(0, Count);

    /// <summary>
    /// MD5, in lower-case hex, of the frames' MD5s (in lower-case hex, too) joined by newlines, without one at the end.
    /// </summary>
    /// <param name="firstFrame">Index of the first frame.</param>
    /// <param name="count">Frames, 0 or more.</param>
    public string LumaDigest(int firstFrame, int count)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> line = stackalloc byte[1 + 2 * DigestBytes];
        line[0] = (byte)'\n';
        for (var frame = firstFrame; frame < firstFrame + count; frame++)
        {
            Convert.TryToHexStringLower(Digest(frame), line[1..], out _);
            hash.AppendData(frame == firstFrame ? line[1..] : line);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Writes one line a frame: timestamp, blank, MD5 in hex.</summary>
    /// <param name="stream">Stays open.</param>
    public void Write(Stream stream)
    {
        // No strings, here and where it is read: a long film would leave millions of them.
        Span<byte> line = stackalloc byte[LongestLine];
        for (var frame = 0; frame < Count; frame++)
        {
            Pts(frame).TryFormat(line, out var length, default, CultureInfo.InvariantCulture);
            line[length++] = (byte)' ';
            Convert.TryToHexStringLower(Digest(frame), line[length..], out var digits);
            length += digits;
            line[length++] = (byte)'\n';
            stream.Write(line[..length]);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null where there is no such file, or a line of it is damaged.</summary>
    /// <param name="path">The file.</param>
    public static FrameList? Read(string path)
    {
        var list = new FrameList();
        return list.TryAppend(path) ? list : null;
    }

    /// <summary>Adds what <see cref="Write"/> wrote; false where there is no such file, or a line of it is damaged.</summary>
    /// <param name="path">The file.</param>
    public bool TryAppend(string path)
    {
        if (!File.Exists(path))
            return false;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Span<byte> text = stackalloc byte[BufferLines * LongestLine];
        var held = 0;
        while (stream.Read(text[held..]) is var read and > 0)
        {
            var rest = text[..(held + read)];
            while (rest.IndexOf((byte)'\n') is var end and >= 0)
            {
                if (!TryAdd(rest[..end]))
                    return false;
                rest = rest[(end + 1)..];
            }

            if (rest.Length >= LongestLine)
                return false;
            rest.CopyTo(text);
            held = rest.Length;
        }

        return held == 0;
    }

    private bool TryAdd(ReadOnlySpan<byte> line)
    {
        Span<byte> digest = stackalloc byte[DigestBytes];
        var blank = line.IndexOf((byte)' ');
        if (blank < 0
            || !long.TryParse(line[..blank], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pts)
            || Convert.FromHexString(line[(blank + 1)..], digest, out _, out var bytes) != System.Buffers.OperationStatus.Done
            || bytes != DigestBytes)
        {
            return false;
        }

        Add(pts, digest);
        return true;
    }
}
