using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Quality;

namespace StreamColorizer.Core.Live;

/// <summary>
/// Watches how steady the output's color is: every few seconds the CDC of five frames in a row, and the mean of these
/// over the last minute. The same of luma alone stands beside it: what moves in the picture counts in both.
/// </summary>
internal sealed class SteadinessGauge(FeedMetrics metrics, TimeProvider time)
{
    // Five frames have pairs at all distances that CDC looks at.
    private const int Burst = 5;
    private const int Window = 12;
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly ColorConsistency _output = new(3), _input = new(1);
    private readonly (double Output, double Input)[] _bursts = new (double, double)[Window];
    private FrameHistogram? _histogram;
    private PlaneLayout _layout;
    private long _lastIndex;
    private long? _begun;
    private int _closed;

    public void Look(Frame frame, ColorDescription color)
    {
        lock (_lock)
        {
            if (frame.Layout.BitDepth != 8 || !IsDue(frame, color))
                return;
            _lastIndex = frame.Index;
            _histogram!.Count(frame);
            _output.Add(_histogram.Rgb, _histogram.Pixels);
            _input.Add(_histogram.Gray, _histogram.Pixels);
            if (_output.Frames == Burst)
                Close();
        }
    }

    private bool IsDue(Frame frame, ColorDescription color)
    {
        var goesOn = _histogram?.Color == color && _layout == frame.Layout && frame.Index > _lastIndex;
        if (_output.Frames > 0 && goesOn)
            return true;
        Clear();
        if (_begun is { } begun && time.GetElapsedTime(begun) < s_every)
            return false;
        _begun = time.GetTimestamp();
        _layout = frame.Layout;
        if (_histogram?.Color != color)
            _histogram = new FrameHistogram(color);
        return true;
    }

    private void Close()
    {
        _bursts[_closed % Window] = (_output.Value, _input.Value);
        _closed++;
        Clear();
        var (output, input, count) = (0.0, 0.0, Math.Min(_closed, Window));
        for (var i = 0; i < count; i++)
            (output, input) = (output + _bursts[i].Output, input + _bursts[i].Input);
        metrics.OutputCdc.Set(output / count);
        metrics.InputCdc.Set(input / count);
    }

    private void Clear()
    {
        _output.Clear();
        _input.Clear();
    }
}
