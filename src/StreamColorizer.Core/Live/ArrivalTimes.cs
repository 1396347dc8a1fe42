namespace StreamColorizer.Core.Live;

/// <summary>When the latest frames arrived, by their number. Written by one, read by many.</summary>
internal sealed class ArrivalTimes
{
    // More than a feed can have on its way.
    private const int Kept = 256;
    private readonly long[] _times = new long[Kept];

    public long this[long index]
    {
        get => Volatile.Read(ref _times[index % Kept]);
        set => Volatile.Write(ref _times[index % Kept], value);
    }
}
