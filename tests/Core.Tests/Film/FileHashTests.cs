using System.Security.Cryptography;
using StreamColorizer.Core.Film;
using Core.Tests.Pipeline;

namespace Core.Tests.Film;

/// <summary>Alone: the garbage of other tests would count.</summary>
[Collection(AloneCollection.Name)]
public sealed class FileHashTests : IDisposable
{
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

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var hash = await FileHash.Sha256Async(_path, TestContext.Current.CancellationToken);
        var garbage = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Equal(expected, hash);
        Assert.True(garbage <= 64 << 10, $"{garbage} bytes of garbage: every segment of a film is hashed.");
    }

    public void Dispose() => File.Delete(_path);
}
