using StreamColorizer.Core.Film;

namespace Core.Tests.Film;

public sealed class LumaListTests : IDisposable
{
    private static readonly byte[] One = Convert.FromHexString("d41d8cd98f00b204e9800998ecf8427e");
    private static readonly byte[] Two = Convert.FromHexString("900150983cd24fb0d6963f7d28e17f72");
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void TheDigestIsTheMd5OfTheJoinedList()
    {
        var luma = new LumaList(1);
        luma.Add(One);
        luma.Add(Two);

        // printf 'd41d8cd98f00b204e9800998ecf8427e\n900150983cd24fb0d6963f7d28e17f72' | md5sum
        Assert.Equal("5575b88dbb7c88b69f9d3b9eea0c39da", luma.Digest());
    }

    [Fact]
    public void AWrittenListIsAppendedAsItWas()
    {
        var luma = new LumaList(300);
        for (var i = 0; i < 300; i++)
            luma.Add(i % 3 == 0 ? One : Two);
        var path = Written(luma);
        var again = new LumaList(1);

        Assert.True(again.TryAppend(path));
        Assert.Equal((300, luma.Digest()), (again.Count, again.Digest()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void ATornListIsNoticed(int missing)
    {
        var luma = new LumaList(2);
        luma.Add(One);
        luma.Add(Two);
        var path = Written(luma);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^missing]);

        Assert.False(new LumaList(2).TryAppend(path));
        Assert.False(new LumaList(2).TryAppend(_temporary.File("missing.txt")));
    }

    private string Written(LumaList luma)
    {
        var path = _temporary.File("luma.txt");
        using var stream = File.Create(path);
        luma.Write(stream);
        return path;
    }
}
