using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>
/// Watches the output's color once a second: how far chroma is from gray, and how much it changed since a second ago.
/// Gray output while frames flow, or color that flickers, shows here.
/// </summary>
internal sealed class ChromaGauge(FeedMetrics metrics, TimeProvider time)
{
    private const int Gray = 128;
    private const int Step = 16;
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);
    private byte[] _before = [];
    private long? _looked;

    public void Look(Frame frame)
    {
        if (frame.Layout.BitDepth != 8 || (_looked is { } looked && time.GetElapsedTime(looked) < s_every))
            return;
        _looked = time.GetTimestamp();
        var chroma = frame.Planes.Span[frame.Layout.LumaBytes..];
        var count = chroma.Length / Step;
        var known = _before.Length == count;
        if (!known)
            _before = new byte[count];
        long distance = 0, change = 0;
        for (var i = 0; i < count; i++)
        {
            var sample = chroma[i * Step];
            distance += Math.Abs(sample - Gray);
            change += Math.Abs(sample - _before[i]);
            _before[i] = sample;
        }

        metrics.Colorfulness.Set((double)distance / Math.Max(1, count));
        if (known)
            metrics.ChromaChange.Set((double)change / Math.Max(1, count));
    }
}
