namespace StreamColorizer.Core.Film;

/// <summary>Where one stage's time went.</summary>
/// <param name="Name">The stage.</param>
/// <param name="BusySeconds">At work.</param>
/// <param name="StarvedSeconds">Waiting for input.</param>
/// <param name="BlockedSeconds">Waiting for room in the next queue.</param>
/// <param name="Utilization">Share of the time at work, 0 to 1.</param>
public sealed record StageRecord(
    string Name, double BusySeconds, double StarvedSeconds, double BlockedSeconds, double Utilization);
