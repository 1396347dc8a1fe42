namespace StreamColorizer.Core.Frames;

/// <summary>The unit of a stream's timestamps: one tick is Numerator / Denominator seconds. Integers from demuxer to muxer.</summary>
/// <param name="Numerator">Positive.</param>
/// <param name="Denominator">Positive.</param>
public readonly record struct TimeBase(int Numerator, int Denominator)
{
    /// <summary>Ticks of this unit in another one: exact, the rest of a tick is cut off.</summary>
    public long Convert(long ticks, TimeBase to) =>
        (long)((Int128)ticks * Numerator * to.Denominator / ((Int128)Denominator * to.Numerator));

    /// <summary>Ticks as seconds, for people and policies; never to compute a timestamp.</summary>
    public double Seconds(long ticks) => (double)ticks * Numerator / Denominator;
}
