using System.Text.RegularExpressions;

namespace StreamColorizer.Core.Configuration;

/// <summary>
/// The address of a source or a sink. It may hold credentials: <see cref="ToString"/> masks them, and it is the only
/// form that reaches logs, metrics, the API, errors and command lines. <see cref="Secret"/> is for connections.
/// </summary>
public sealed partial class FeedUrl : IEquatable<FeedUrl>
{
    private const string Mask = "***";

    // An @ that is left after parsing may be a password's: nothing of such an address is shown.
    private readonly string _masked;

    /// <summary>Takes an address as the user wrote it: a URL, a device, or a file's path.</summary>
    /// <param name="address">
    /// <c>scheme://user:password@host:port/path</c>. Special characters of the password are percent codes; plain ones
    /// are understood where what follows the <c>@</c> is no host (<c>p@ss:w/rd</c>).
    /// </param>
    public FeedUrl(string address)
    {
        var colon = address.IndexOf("://", StringComparison.Ordinal);
        if (colon <= 0)
        {
            Scheme = "";
            Secret = _masked = address;
            return;
        }

        Scheme = address[..colon].ToLowerInvariant();
        var rest = address[(colon + 3)..];
        var at = UserEnd(rest);
        var place = rest[(at + 1)..];
        WithoutCredentials = $"{Scheme}://{place}";
        Secret = WithoutCredentials;
        if (at >= 0)
        {
            var (user, password) = Split(rest[..at]);
            User = Uri.UnescapeDataString(user);
            Password = Uri.UnescapeDataString(password);
            Secret = $"{Scheme}://{Uri.EscapeDataString(User)}:{Uri.EscapeDataString(Password)}@{place}";
        }

        _masked = place.Contains('@') ? $"{Scheme}://{Mask}" : (at < 0 ? $"{Scheme}://" : $"{Scheme}://{Mask}@") + MaskQuery(place);
    }

    /// <summary>Scheme in lower case; empty for a path.</summary>
    public string Scheme { get; }

    /// <summary>User name, decoded; empty without credentials.</summary>
    public string User { get; } = "";

    /// <summary>Password, decoded; empty without credentials.</summary>
    public string Password { get; } = "";

    /// <summary>The address with credentials, percent-coded. Never shown.</summary>
    public string Secret { get; }

    /// <summary>The address without the user part. A query may still hold a secret: not for display either.</summary>
    public string WithoutCredentials { get; } = "";

    /// <summary>Where a camera's own picture goes beside the colored one: the same address, its path followed by <c>-original</c>.</summary>
    public FeedUrl Original
    {
        get
        {
            var end = Secret.IndexOf('?') is var query and >= 0 ? query : Secret.Length;
            var place = Secret[..end].TrimEnd('/');
            return new FeedUrl($"{place}{(place.LastIndexOf('/') > Scheme.Length + 2 ? "" : "/")}-original{Secret[end..]}");
        }
    }

    /// <summary>True if the address must not stand on a command line.</summary>
    public bool HasSecret => _masked != Secret;

    /// <summary>The address with everything masked that may be secret: user part and values of the query.</summary>
    public override string ToString() => _masked;

    /// <inheritdoc />
    public bool Equals(FeedUrl? other) => other is not null && Secret == other.Secret;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as FeedUrl);

    /// <inheritdoc />
    public override int GetHashCode() => Secret.GetHashCode(StringComparison.Ordinal);

    /// <summary>Replaces every form of this address and its password in a text by the masked one.</summary>
    public string MaskIn(string text)
    {
        text = text.Replace(Secret, _masked, StringComparison.Ordinal);
        return Password.Length == 0
            ? text
            : text.Replace(Password, Mask, StringComparison.Ordinal)
                .Replace(Uri.EscapeDataString(Password), Mask, StringComparison.Ordinal);
    }

    private static int UserEnd(string rest)
    {
        var authority = rest.IndexOfAny(['/', '?']) is var end and >= 0 ? rest[..end] : rest;
        if (!authority.Contains('@') && HostAndPort().IsMatch(authority))
            return -1;
        for (var at = authority.LastIndexOf('@'); ; at = rest.IndexOf('@', at + 1))
        {
            if (at < 0 && !rest.Contains('@'))
                return -1;
            if (at >= 0 && HostAndPort().IsMatch(rest[(at + 1)..].Split('/', '?')[0]))
                return at;
            if (at >= 0 && rest.IndexOf('@', at + 1) < 0)
                return at;
        }
    }

    [GeneratedRegex(@"^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.%]+\])(:[0-9]+)?$")]
    private static partial Regex HostAndPort();

    private static (string User, string Password) Split(string userInfo)
    {
        var colon = userInfo.IndexOf(':');
        return colon < 0 ? (userInfo, "") : (userInfo[..colon], userInfo[(colon + 1)..]);
    }

    private static string MaskQuery(string address)
    {
        var query = address.IndexOf('?');
        return query < 0 ? address : $"{address[..query]}?{Mask}";
    }
}
