namespace StreamColorizer.Core.Frames;

/// <summary>The unit of a stream's timestamps: one tick is Numerator / Denominator seconds. Integers from demuxer to muxer.</summary>
/// <param name="Numerator">Positive.</param>
/// <param name="Denominator">Positive.</param>
public readonly record struct TimeBase(int Numerator, int Denominator)
{
    /// <summary>Ticks as seconds, for people and policies; never to compute a timestamp.</summary>
    public double Seconds(long ticks) => (double)ticks * Numerator / Denominator;
}
