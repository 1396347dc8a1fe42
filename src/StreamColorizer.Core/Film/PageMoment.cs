namespace StreamColorizer.Core.Film;

/// <summary>One moment of a report's page.</summary>
/// <param name="Seconds">Time from the film's first frame.</param>
/// <param name="Before">The gray picture as a data: address.</param>
/// <param name="After">The colored picture as a data: address.</param>
public sealed record PageMoment(double Seconds, string Before, string After);
