using System.Security.Cryptography;
using Core.Tests.Pipeline;
using StreamColorizer.Core.Film;

namespace Core.Tests.Film;

/// <summary>Alone: the garbage of other tests would count.</summary>
[Collection(AloneCollection.Name)]
public sealed class FileHashTests : IDisposable
{
    private const int Segments = 32;

    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public async Task AFileIsHashedWholeAndLeavesHardlyAnyGarbage()
    {
        // Longer than any buffer, and no multiple of one.
        var bytes = new byte[(4 << 20) + 12345];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(_path, bytes);
        var expected = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await FileHash.Sha256Async(_path, TestContext.Current.CancellationToken);

        var least = long.MaxValue;
        for (var segment = 0; segment < Segments; segment++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var hash = await FileHash.Sha256Async(_path, TestContext.Current.CancellationToken);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            Assert.Equal(expected, hash);
        }

        // Each thread that comes to it for the first time may make a buffer of its own; a file that meets none such does not.
        Assert.True(least <= 64 << 10, $"{least} bytes of garbage a file: every segment of a film is hashed.");
    }

    public void Dispose() => File.Delete(_path);
}
