using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace StreamColorizer.Core.Film;

/// <summary>Timestamp of every frame, in display order: what must come out again.</summary>
public sealed class FrameList
{
    // "-9223372036854775808" and a newline.
    private const int LongestLine = 20 + 1;
    private const int BufferLines = 128;

    private readonly List<long> _pts = new(1024);

    /// <summary>Frames in the list.</summary>
    public int Count => _pts.Count;

    /// <summary>Adds the next frame.</summary>
    /// <param name="pts">Timestamp in ticks of the source's time base.</param>
    public void Add(long pts) => _pts.Add(pts);

    /// <summary>Timestamp of a frame in ticks of the source's time base.</summary>
    public long Pts(int frame) => _pts[frame];

    /// <summary>MD5 of the timestamps, in lower-case hex.</summary>
    public string Digest() => Convert.ToHexStringLower(MD5.HashData(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_pts))));

    /// <summary>Writes one line a frame.</summary>
    /// <param name="stream">Stays open.</param>
    public void Write(Stream stream)
    {
        // No strings, here and where it is read: a long film would leave millions of them.
        Span<byte> line = stackalloc byte[LongestLine];
        foreach (var pts in _pts)
        {
            pts.TryFormat(line, out var length, default, CultureInfo.InvariantCulture);
            line[length++] = (byte)'\n';
            stream.Write(line[..length]);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null where there is no such file, or a line of it is damaged.</summary>
    /// <param name="path">The file.</param>
    public static FrameList? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var list = new FrameList();
        Span<byte> text = stackalloc byte[BufferLines * LongestLine];
        var held = 0;
        while (stream.Read(text[held..]) is var read and > 0)
        {
            var rest = text[..(held + read)];
            while (rest.IndexOf((byte)'\n') is var end and >= 0)
            {
                if (!long.TryParse(rest[..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pts))
                    return null;
                list.Add(pts);
                rest = rest[(end + 1)..];
            }

            if (rest.Length >= LongestLine)
                return null;
            rest.CopyTo(text);
            held = rest.Length;
        }

        return held == 0 ? list : null;
    }
}
