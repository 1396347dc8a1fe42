using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace StreamColorizer.Media.Live;

/// <summary>Answers an RTSP server's challenge: Digest with MD5 (RFC 2617), else Basic (RFC 7617).</summary>
/// <param name="user">User name.</param>
/// <param name="password">Password.</param>
internal sealed partial class RtspLogin(string user, string password)
{
    private Dictionary<string, string>? _digest;
    private bool _basic;
    private int _count;

    /// <summary>Takes the challenges of a 401; false if none of them can be answered.</summary>
    public bool TakeChallenge(IEnumerable<string> challenges)
    {
        var all = challenges.ToArray();
        var digest = all.FirstOrDefault(value => value.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase) && !Sha().IsMatch(value));
        // What a server says twice counts once.
        _digest = digest is null ? null : Pair().Matches(digest).DistinctBy(match => match.Groups[1].Value.ToLowerInvariant()).ToDictionary(
            match => match.Groups[1].Value.ToLowerInvariant(), match => match.Groups[2].Success ? match.Groups[2].Value : match.Groups[3].Value);
        _basic = all.Any(value => value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase));
        return _digest is not null || _basic;
    }

    /// <summary>The value of the Authorization header; null before a challenge.</summary>
    public string? Answer(string method, string uri)
    {
        if (_digest is null)
            return _basic ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}" : null;
        var (realm, nonce) = (_digest.GetValueOrDefault("realm", ""), _digest.GetValueOrDefault("nonce", ""));
        var (who, what) = (Md5($"{user}:{realm}:{password}"), Md5($"{method}:{uri}"));
        var answer = $"Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\"";
        if (_digest.TryGetValue("opaque", out var opaque))
            answer += $", opaque=\"{opaque}\"";
        if (!_digest.GetValueOrDefault("qop", "").Split(',', StringSplitOptions.TrimEntries).Contains("auth"))
            return $"{answer}, response=\"{Md5($"{who}:{nonce}:{what}")}\"";
        var count = (++_count).ToString("x8", CultureInfo.InvariantCulture);
        var own = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return $"{answer}, qop=auth, nc={count}, cnonce=\"{own}\", response=\"{Md5($"{who}:{nonce}:{count}:{own}:auth:{what}")}\"";
    }

    // Not a choice: the protocol's own hash.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("""(\w+)=(?:"([^"]*)"|([^\s,"]+))""")]
    private static partial Regex Pair();

    [GeneratedRegex("algorithm=\"?SHA", RegexOptions.IgnoreCase)]
    private static partial Regex Sha();
}
