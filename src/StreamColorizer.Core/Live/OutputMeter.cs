using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>Counts and measures what goes out.</summary>
internal sealed class OutputMeter(FeedMetrics metrics, TimeProvider time)
{
    private readonly ChromaGauge _chroma = new(metrics, time);
    private readonly SteadinessGauge _steadiness = new(metrics, time);
    private readonly RateMeter _rate = new(time);

    public double FramesPerSecond => _rate.PerSecond;

    /// <summary>Seconds between the last two frames; 0 before the second frame.</summary>
    public double LastStep => _rate.LastStep;

    /// <summary>Latest time from a decoded frame to the queues of the sinks.</summary>
    public double LatencySeconds { get; private set; }

    /// <summary>Told with each frame that went out.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="kind">What it shows.</param>
    /// <param name="color">How its numbers stand for color.</param>
    /// <param name="arrived">When it was decoded, as a timestamp.</param>
    public void Count(Frame frame, FrameKind kind, ColorDescription color, long arrived)
    {
        LatencySeconds = time.GetElapsedTime(arrived).TotalSeconds;
        metrics.Latency.Observe(LatencySeconds);
        _rate.Count();
        if (kind == FrameKind.Colorized)
            metrics.Colorized.Inc();
        else if (kind == FrameKind.Passed)
            metrics.Passed.Inc();
        _chroma.Look(frame);
        _steadiness.Look(frame, color);
    }
}
