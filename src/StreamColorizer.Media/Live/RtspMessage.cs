using System.Globalization;
using System.Text;

namespace StreamColorizer.Media.Live;

/// <summary>A request or response of RTSP (RFC 2326), or a packet that is interleaved with them.</summary>
/// <param name="Bytes">The whole message as it came.</param>
/// <param name="Start">First line; empty for a packet.</param>
/// <param name="Headers">Header lines as they came.</param>
/// <param name="Body">What follows them.</param>
internal sealed record RtspMessage(ReadOnlyMemory<byte> Bytes, string Start, IReadOnlyList<string> Headers, ReadOnlyMemory<byte> Body)
{
    private const int LargestHead = 64 * 1024;
    private const int LargestBody = 1024 * 1024;

    /// <summary>True for interleaved media.</summary>
    public bool IsPacket => Start.Length == 0;

    /// <summary>Values of a header, in their order.</summary>
    public IEnumerable<string> Values(string name) => Headers
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim());

    /// <summary>Reads the next message; null at the end of the connection.</summary>
    /// <exception cref="InvalidDataException">The bytes are no RTSP.</exception>
    public static async Task<RtspMessage?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var first = new byte[1];
        if (await stream.ReadAsync(first, cancellationToken) == 0)
            return null;
        if (first[0] == '$')
            return await ReadPacketAsync(stream, cancellationToken);

        var head = new List<byte> { first[0] };
        while (!EndsHead(head))
        {
            if (head.Count == LargestHead)
                throw new InvalidDataException("A message of the RTSP connection has no end.");
            await stream.ReadExactlyAsync(first, cancellationToken);
            head.Add(first[0]);
        }

        var lines = Encoding.UTF8.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
            throw new InvalidDataException("A message of the RTSP connection is empty.");
        var message = new RtspMessage(default, lines[0], lines[1..], default);
        var body = new byte[BodyLength(message)];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return message with { Bytes = (byte[])[.. head, .. body], Body = body };
    }

    /// <summary>The same message with another first line and one more header.</summary>
    public byte[] With(string start, string? header)
    {
        var lines = Headers.Where(line => header is null
            || !line.StartsWith(header[..(header.IndexOf(':') + 1)], StringComparison.OrdinalIgnoreCase));
        var head = string.Join("\r\n", [start, .. lines, .. header is null ? (string[])[] : [header], "", ""]);
        return [.. Encoding.UTF8.GetBytes(head), .. Body.Span];
    }

    private static int BodyLength(RtspMessage message)
    {
        if (message.Values("Content-Length").FirstOrDefault() is not { } value)
            return 0;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= LargestBody
            ? length
            : throw new InvalidDataException("A message of the RTSP connection says no length that could be its own.");
    }

    private static async Task<RtspMessage> ReadPacketAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[4];
        head[0] = (byte)'$';
        await stream.ReadExactlyAsync(head.AsMemory(1), cancellationToken);
        var packet = new byte[4 + (head[2] << 8) + head[3]];
        head.CopyTo(packet, 0);
        await stream.ReadExactlyAsync(packet.AsMemory(4), cancellationToken);
        return new RtspMessage(packet, "", [], default);
    }

    private static bool EndsHead(List<byte> head) =>
        head.Count >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';
}
