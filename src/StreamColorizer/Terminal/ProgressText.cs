using System.Globalization;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Terminal;

/// <summary>Says in one line where a film job is.</summary>
public static class ProgressText
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>The line.</summary>
    /// <param name="title">The film.</param>
    /// <param name="progress">Where the job is.</param>
    /// <param name="expectedFrames">Frames that the container promises; 0 if unknown.</param>
    /// <param name="width">Columns that there are.</param>
    public static string Line(string title, FilmProgress progress, long expectedFrames, int width = int.MaxValue)
    {
        var state = progress.Phase switch
        {
            FilmPhase.Planning => $"looking for cuts  {Share(progress.Planned, expectedFrames)}",
            FilmPhase.Coloring => Coloring(progress),
            FilmPhase.Joining => "joining segments, sound and the rest",
            _ => "",
        };
        return Fit(title, state, width);
    }

    /// <summary>Title and state in one line that is no wider than the terminal; the title is shortened first.</summary>
    internal static string Fit(string title, string state, int width)
    {
        var line = $"{Shortened(title, width - state.Length - 2)}  {state}".Trim();
        return line.Length <= width ? line : line[..width];
    }

    private static string Coloring(FilmProgress progress)
    {
        var walk = progress.Walk;
        var seconds = progress.PhaseTime.TotalSeconds;
        // The first instants would show any rate.
        var rate = seconds > 0.5 ? walk.FramesOut / seconds : 0;
        var done = progress.ResumedFrames + walk.FramesOut;
        var left = rate > 0 ? Clock((progress.Frames - done) / rate) : "–";
        var hits = walk.EmbeddingRequests > 0 ? 100.0 * walk.EmbeddingHits / walk.EmbeddingRequests : 0;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Share(done, progress.Frames)}  {rate:0.0} fps  {left} left  queues {Queues(walk)}  cache {hits:0} %");
    }

    private static string Shortened(string title, int room) =>
        title.Length <= room ? title : room < 4 ? "" : title[..(room - 1)] + "…";

    private static string Queues(PipelineProgress walk) => string.Concat(walk.Queues().Select(queue =>
        Bars[Math.Clamp(queue.Count * (Bars.Length - 1) / Math.Max(1, queue.Capacity), 0, Bars.Length - 1)]));

    private static string Share(long done, long all) => all > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Min(100, 100 * done / all)} %  {done:N0}/{all:N0} frames")
        : string.Create(CultureInfo.InvariantCulture, $"{done:N0} frames");

    /// <summary>Whole seconds as a person reads them: 0:42, 3:07, 1:02:45.</summary>
    public static string Clock(double seconds)
    {
        var span = TimeSpan.FromSeconds(Math.Round(Math.Clamp(seconds, 0, 359_999)));
        return span.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}:{span.Seconds:00}");
    }
}
