using System.Text;
using StreamColorizer.Core.Color;

namespace Core.Tests.Color;

public class LumaDigestTests
{
    [Theory]
    [InlineData("", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("abc", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b")]
    public void Matches_the_test_suite_of_rfc_1321(string text, string expected)
    {
        var digest = new byte[LumaDigest.Length];
        LumaDigest.Compute(Encoding.ASCII.GetBytes(text), digest);
        Assert.Equal(expected, Convert.ToHexStringLower(digest));
    }
}
