using Prometheus;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Film;

/// <summary>Metrics of film jobs: of the one at work, and counters over all of this process. Brought up to date when asked for.</summary>
internal static class FilmMetrics
{
    private static readonly Gauge s_frames = Metrics.CreateGauge(
        "streamcolorizer_film_frames", "Frames of the film at work; 0 until its plan is made.");

    private static readonly Gauge s_done = Metrics.CreateGauge(
        "streamcolorizer_film_frames_done", "Frames of the film at work that are encoded, those of earlier runs included.");

    private static readonly Gauge s_planned = Metrics.CreateGauge(
        "streamcolorizer_film_frames_planned", "Frames of the film at work that the plan pass has seen.");

    private static readonly Gauge s_phase = Metrics.CreateGauge(
        "streamcolorizer_film_phase", "1 for what the job is doing now.", "phase");

    private static readonly Counter s_encoded = Metrics.CreateCounter(
        "streamcolorizer_film_frames_encoded_total", "Frames that the encoders took, all films of this process.");

    private static readonly Counter s_embeddings = Metrics.CreateCounter(
        "streamcolorizer_film_embedding_requests_total", "Frames that needed their scene's embedding, all films of this process.", "result");

    private static readonly (FilmPhase Phase, Gauge.Child Series)[] s_phases =
        [.. Enum.GetValues<FilmPhase>().Select(phase => (phase, s_phase.WithLabels(phase.ToString().ToLowerInvariant())))];

    private static readonly (Counter.Child Hit, Counter.Child Miss) s_results = (s_embeddings.WithLabels("hit"), s_embeddings.WithLabels("miss"));

    private static readonly Lock s_lock = new();
    private static FilmProgress s_film = new();
    private static (double Encoded, double Hit, double Miss) s_earlier;

    static FilmMetrics() => Metrics.DefaultRegistry.AddBeforeCollectCallback(Update);

    /// <summary>Told which film is at work from now on.</summary>
    public static void Watch(FilmProgress film)
    {
        lock (s_lock)
        {
            Update();
            s_earlier = (s_encoded.Value, s_results.Hit.Value, s_results.Miss.Value);
            s_film = film;
        }
    }

    private static void Update()
    {
        lock (s_lock)
        {
            var walk = s_film.Walk;
            s_frames.Set(s_film.Frames);
            s_done.Set(s_film.ResumedFrames + walk.FramesOut);
            s_planned.Set(s_film.Planned);
            foreach (var (phase, series) in s_phases)
                series.Set(s_film.Phase == phase ? 1 : 0);
            s_encoded.IncTo(s_earlier.Encoded + walk.FramesOut);
            s_results.Hit.IncTo(s_earlier.Hit + walk.EmbeddingHits);
            s_results.Miss.IncTo(s_earlier.Miss + walk.EmbeddingRequests - walk.EmbeddingHits);
            QueueMetrics.Update([walk]);
        }
    }
}
