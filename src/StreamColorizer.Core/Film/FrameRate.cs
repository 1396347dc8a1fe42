namespace StreamColorizer.Core.Film;

/// <summary>Frames per second as a fraction; 0/0 where a container does not say. Never used to compute a timestamp.</summary>
/// <param name="Numerator">At least 0.</param>
/// <param name="Denominator">At least 0.</param>
public readonly record struct FrameRate(int Numerator, int Denominator)
{
    /// <summary>True if both parts are positive.</summary>
    public bool IsKnown => Numerator > 0 && Denominator > 0;

    /// <summary>Frames per second, or 0 where unknown.</summary>
    public double PerSecond => IsKnown ? (double)Numerator / Denominator : 0;
}
