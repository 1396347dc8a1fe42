using Microsoft.Extensions.Logging;

namespace StreamColorizer.Hosting;

/// <summary>What the host tells.</summary>
internal static partial class HostLog
{
    [LoggerMessage(101, LogLevel.Information, "Serving {Feeds}; metrics, health and the page at {Address}.")]
    public static partial void Serving(this ILogger log, string feeds, string address);

    [LoggerMessage(102, LogLevel.Information, "Stopping: recordings have {Seconds:0} s to be finished.")]
    public static partial void Stopping(this ILogger log, double seconds);

    [LoggerMessage(103, LogLevel.Information, "The configuration was read again: {Begun} began or began anew, {Ended} ended.")]
    public static partial void Reloaded(this ILogger log, string begun, int ended);

    [LoggerMessage(104, LogLevel.Error, "The changed configuration is ignored: {Fault}")]
    public static partial void ReloadIgnored(this ILogger log, string fault);

    [LoggerMessage(105, LogLevel.Warning, "http.* changed: it takes effect at the next start.")]
    public static partial void HttpNeedsRestart(this ILogger log);

    [LoggerMessage(107, LogLevel.Critical, "More reads within OpenCV never came back than maxAbandonedReads allows: "
        + "the service ends, to be started afresh. Choose decoder: ffmpeg where a feed keeps hanging.")]
    public static partial void TooManyAbandonedReads(this ILogger log);

    [LoggerMessage(108, LogLevel.Critical, "The service ends, to be started afresh, for a fault of this program: {Fault}")]
    public static partial void Fault(this ILogger log, string fault);

    [LoggerMessage(106, LogLevel.Warning, "Other machines can connect to {Address} without TLS: "
        + "the token and pictures travel readable. Set http.certificate.")]
    public static partial void NoTls(this ILogger log, string address);
}
