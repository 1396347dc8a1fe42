using Microsoft.Extensions.Logging;

namespace StreamColorizer.Core.Live;

/// <summary>What the live side tells. Nothing here is told per frame.</summary>
internal static partial class LiveLog
{
    [LoggerMessage(1, LogLevel.Information, "Feed {Feed}: connecting to {Source}.")]
    public static partial void Connecting(this ILogger log, string feed, string source);

    [LoggerMessage(2, LogLevel.Information, "Feed {Feed}: up, {Width}x{Height}, {Mode}.")]
    public static partial void Up(this ILogger log, string feed, int width, int height, string mode);

    [LoggerMessage(3, LogLevel.Warning, "Feed {Feed}: {Fault} after {Frames} frames: {Sentence} Next connection in {Seconds:0.0} s.")]
    public static partial void Lost(this ILogger log, string feed, FeedFault fault, long frames, string sentence, double seconds);

    [LoggerMessage(4, LogLevel.Information, "Feed {Feed}: ended: {Sentence}")]
    public static partial void Ended(this ILogger log, string feed, string sentence);

    [LoggerMessage(5, LogLevel.Warning, "Feed {Feed}, sink {Sink}: {Sentence} Tried again in {Seconds:0.0} s.")]
    public static partial void SinkBroke(this ILogger log, string feed, string sink, string sentence, double seconds);

    [LoggerMessage(6, LogLevel.Warning, "Feed {Feed}: {Dropped} frames dropped, {Gray} gray in the last second or more.")]
    public static partial void Losses(this ILogger log, string feed, long dropped, long gray);

    [LoggerMessage(7, LogLevel.Error, "Feed {Feed}: the network failed: {Sentence}")]
    public static partial void NetworkFailed(this ILogger log, string feed, string sentence);

    [LoggerMessage(8, LogLevel.Information, "Feed {Feed}: the camera shows {What} now: {Does}.")]
    public static partial void Switched(this ILogger log, string feed, string what, string does);

    [LoggerMessage(9, LogLevel.Error, "Feed {Feed}: a fault of this program: {Fault}")]
    public static partial void Fault(this ILogger log, string feed, string fault);

    [LoggerMessage(11, LogLevel.Warning, "Feed {Feed}, sink {Sink}: {Sentence}")]
    public static partial void Remarks(this ILogger log, string feed, string sink, string sentence);

    [LoggerMessage(12, LogLevel.Warning, "All {Feeds} connected cameras fell silent at once: that is the network, not a camera. "
        + "Their connections are kept for a while.")]
    public static partial void Outage(this ILogger log, int feeds);

    [LoggerMessage(13, LogLevel.Warning, "Feed {Feed}: the picture {State}.")]
    public static partial void Picture(this ILogger log, string feed, string state);

    [LoggerMessage(10, LogLevel.Warning, "The worker itself stood still: no feed is held to account for it.")]
    public static partial void StoodStill(this ILogger log);
}
