using System.Buffers;
using System.Security.Cryptography;

namespace StreamColorizer.Core.Film;

/// <summary>The name of a file's content, or of several files' contents one after another.</summary>
public static class FileHash
{
    private const int BufferBytes = 1 << 17;

    /// <summary>SHA-256 of a whole file, in lower-case hex.</summary>
    public static Task<string> Sha256Async(string path, CancellationToken cancellationToken) => Sha256Async([path], cancellationToken);

    /// <summary>SHA-256 of whole files one after another, in lower-case hex, as <c>cat FILES | sha256sum</c> prints it.</summary>
    public static async Task<string> Sha256Async(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // A stream's own buffer would be made anew for every segment; this one is lent.
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            foreach (var path in paths)
            {
                await using var stream = new FileStream(
                    path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
                while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
                    hash.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
