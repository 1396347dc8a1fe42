namespace Prometheus;

/// <summary>Names of the exposition formats.</summary>
public static class PrometheusConstants
{
    /// <summary>Content type of the text format.</summary>
    public const string TextContentType = "text/plain";

    /// <summary>The same with version and encoding, as a response header says it.</summary>
    public const string TextContentTypeWithVersionAndEncoding = TextContentType + "; version=0.0.4; charset=utf-8";
}
