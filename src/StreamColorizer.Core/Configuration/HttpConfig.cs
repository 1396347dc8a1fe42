using System.Net;

namespace StreamColorizer.Core.Configuration;

/// <summary>Where metrics, health, API and page are served.</summary>
/// <param name="Address">IP address to listen on.</param>
/// <param name="Port">TCP port; 0 lets the system choose.</param>
/// <param name="Token">What clients must send; empty for none, which only loopback may have.</param>
/// <param name="Certificate">PEM or PFX file for TLS; empty for plain HTTP.</param>
/// <param name="CertificateKey">Private key (PEM) if it is not in the certificate file; empty otherwise.</param>
/// <param name="CertificatePassword">Password of the PFX file or key; empty for none.</param>
public sealed record HttpConfig(
    string Address, int Port, string Token, string Certificate, string CertificateKey, string CertificatePassword)
{
    private const int ShortestToken = 16;

    /// <summary>True if only this machine can connect.</summary>
    public bool IsLoopback => IPAddress.TryParse(Address, out var ip) && IPAddress.IsLoopback(ip);

    /// <summary>Without secrets: records print all their members otherwise.</summary>
    public override string ToString() =>
        $"{(Certificate.Length > 0 ? "https" : "http")}://{(Address.Contains(':') ? $"[{Address}]" : Address)}:{Port}";

    internal static HttpConfig Read(ConfigMap map)
    {
        var config = new HttpConfig(
            map.Text("address", "127.0.0.1"),
            map.Whole("port", 9464, 0, 65535),
            map.Text("token", ""),
            map.Text("certificate", ""),
            map.Text("certificateKey", ""),
            map.Text("certificatePassword", ""));
        if (!IPAddress.TryParse(config.Address, out _))
            map.Fault("address", $" is '{config.Address}'; it must be an IP address: 127.0.0.1 for this machine only, 0.0.0.0 for all networks.");
        else if (!config.IsLoopback && config.Token.Length == 0)
            map.Fault("token", $" is missing while http.address is {config.Address}: other machines can connect there, "
                + $"so set a token of {ShortestToken} characters or more, or listen on 127.0.0.1.");
        if (config.Token.Length is > 0 and < ShortestToken)
            map.Fault("token", $" has {config.Token.Length} characters; it must have {ShortestToken} or more: make one with 'openssl rand -hex 16'.");
        map.Done();
        return config;
    }
}
