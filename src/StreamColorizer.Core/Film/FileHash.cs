using System.Security.Cryptography;

namespace StreamColorizer.Core.Film;

/// <summary>The name of a file's content.</summary>
public static class FileHash
{
    private const int BufferBytes = 1 << 20;

    /// <summary>SHA-256 of a whole file, in lower-case hex.</summary>
    public static async Task<string> Sha256Async(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferBytes, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
