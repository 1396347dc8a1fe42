namespace StreamColorizer.Core.Film;

/// <summary>The moments of a film that contact sheet and report show, before and after.</summary>
public static class Moments
{
    /// <summary>Moments of a film that is long enough.</summary>
    public const int Count = 12;

    /// <summary>Frames in the middle of twelve equally long parts; all frames of a shorter film.</summary>
    public static IReadOnlyList<int> Choose(FilmPlan plan)
    {
        var frames = plan.Frames.Count;
        var count = Math.Min(Count, frames);
        return [.. Enumerable.Range(0, count).Select(part => (int)((2L * part + 1) * frames / (2L * count)))];
    }
}
