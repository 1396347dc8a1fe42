namespace StreamColorizer.Media.Containers;

/// <summary>What the reader remembers of a stream from frame to frame.</summary>
internal struct NutStreamState
{
    /// <summary>Index into the file's time bases.</summary>
    public int TimeBase;

    /// <summary>Bits of a timestamp that a head may leave out.</summary>
    public int MsbPtsShift;

    /// <summary>Timestamp of the last frame, or of the last syncpoint.</summary>
    public long LastPts;

    /// <summary>A timestamp from its coded form: whole, or the low bits next to the last one.</summary>
    public readonly long Decode(ulong coded)
    {
        if (coded >= 1UL << MsbPtsShift)
            return (long)(coded - (1UL << MsbPtsShift));
        var mask = (1L << MsbPtsShift) - 1;
        var delta = LastPts - mask / 2;
        return (((long)coded - delta) & mask) + delta;
    }
}
