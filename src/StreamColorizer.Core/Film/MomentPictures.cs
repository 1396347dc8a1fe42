namespace StreamColorizer.Core.Film;

/// <summary>The pictures of one moment.</summary>
/// <param name="Frame">Index of the frame.</param>
/// <param name="Seconds">Its time from the film's first frame.</param>
/// <param name="BeforePath">The gray picture.</param>
/// <param name="AfterPath">The colored picture.</param>
public sealed record MomentPictures(int Frame, double Seconds, string BeforePath, string AfterPath);
