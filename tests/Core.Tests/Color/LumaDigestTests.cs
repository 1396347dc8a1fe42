using System.Security.Cryptography;
using System.Text;
using StreamColorizer.Core.Color;

namespace Core.Tests.Color;

public class LumaDigestTests
{
    // RFC 1321 A.5.
    [Theory]
    [InlineData("", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("a", "0cc175b9c0f1b6a831c399e269772661")]
    [InlineData("abc", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("message digest", "f96b697d7cb7938d525a2f31aaf161d0")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "57edf4a22be3c955ac49da2e2107b67a")]
    public void Matches_the_test_suite_of_rfc_1321(string text, string expected)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        var digests = new byte[LumaDigest.Batch * LumaDigest.Length];
        LumaDigest.Compute(bytes, digests);
        Assert.Equal(expected, Convert.ToHexStringLower(digests[..LumaDigest.Length]));
        LumaDigest.Compute([.. Enumerable.Repeat<ReadOnlyMemory<byte>>(bytes, LumaDigest.Batch)], digests);
        Assert.Equal(string.Concat(Enumerable.Repeat(expected, LumaDigest.Batch)), Convert.ToHexStringLower(digests));
    }

    [Fact]
    public void Every_length_and_number_of_planes_gives_each_planes_own_md5()
    {
        var random = new Random(2);
        for (var length = 0; length < 300; length++)
        {
            var planes = Enumerable.Range(0, length % (LumaDigest.Batch + 1)).Select(_ => Random(random, length)).ToArray();
            Check(planes);
        }

        Check([.. Enumerable.Range(0, LumaDigest.Batch).Select(_ => Random(random, 176 * 144 + 7))]);
    }

    [Fact]
    public void Planes_of_several_lengths_work() =>
        Check([.. Enumerable.Range(60, 8).Select(length => Random(new Random(length), length))]);

    [Fact]
    public void Too_many_planes_are_refused() => Assert.Throws<ArgumentException>(
        () => LumaDigest.Compute(new ReadOnlyMemory<byte>[LumaDigest.Batch + 1], new byte[1024]));

    private static byte[] Random(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static void Check(byte[][] planes)
    {
        var digests = new byte[planes.Length * LumaDigest.Length];
        LumaDigest.Compute([.. planes.Select(plane => (ReadOnlyMemory<byte>)plane)], digests);
        Assert.Equal(planes.SelectMany(MD5.HashData), digests);
    }
}
