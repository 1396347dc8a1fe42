namespace StreamColorizer.Benchmarks.Live;

/// <summary>What feeds did for a while.</summary>
/// <param name="Grown">What the metrics grew by, all workers together.</param>
/// <param name="Workers">Processor time of the workers, and of their decoders and encoders.</param>
/// <param name="Server">Processor time of the RTSP server.</param>
/// <param name="Seconds">How long it was looked at.</param>
internal sealed record Trial(Scrape Grown, ProcessorTime Workers, double Server, double Seconds)
{
    public double Decoded => Grown.Sum("streamcolorizer_frames_decoded_total");

    public double Colorized => Grown.Sum("streamcolorizer_frames_colorized_total");

    /// <summary>Given up before color, or by a sink that was late.</summary>
    public double Dropped => Grown.Sum("streamcolorizer_frames_dropped_total") + Grown.Sum("streamcolorizer_sink_dropped_frames_total");

    public double Gray => Grown.Sum("streamcolorizer_frames_gray_total");

    /// <summary>Milliseconds of all processors for one decoded frame, the RTSP server's not among them.</summary>
    public double MillisecondsPerFrame => 1000 * (Workers.Own + Workers.Children) / Decoded;

    /// <summary>Share of the machine's processors that workers, children and server had.</summary>
    public double Load => (Workers.Own + Workers.Children + Server) / Seconds / Environment.ProcessorCount;

    public double Latency(double share) => 1000 * Grown.Quantile("streamcolorizer_processing_latency_seconds", share);

    public double Wait(string stage) => 1000 * Grown.Quantile("streamcolorizer_queue_wait_seconds", 0.95, $"stage=\"{stage}\"");

    public double Work(string stage) => 1000 * Grown.Quantile("streamcolorizer_stage_duration_seconds", 0.95, $"stage=\"{stage}\"");
}
