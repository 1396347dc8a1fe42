using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>Decides about each decoded frame: too many a second, passed through as it is, or colored.</summary>
internal sealed class FramePassage(FeedConfig feed, FeedKit kit)
{
    private readonly DayNightPolicy _day = new(kit.Time);
    private readonly RateLimit _rate = new(feed.MaxRate);
    private bool? _passing;

    /// <summary>True if the frame is within the feed's rate; it is dropped and counted otherwise.</summary>
    public bool Takes(TimeSpan sourceTime)
    {
        if (_rate.Passes(sourceTime))
            return true;
        kit.Metrics.Dropped(DropCause.Rate).Inc();
        return false;
    }

    /// <summary>True if the frame goes out as the camera sent it.</summary>
    public bool Passes(Frame frame)
    {
        var passes = feed.Colorize switch
        {
            ColorizeMode.Always => false,
            ColorizeMode.Never => true,
            _ => _day.Frame(DayNightPolicy.ColoredShare(frame.Cb, frame.Cr)),
        };
        if (_passing is not null && passes != _passing)
            kit.Log.Switched(feed.Name, passes ? "color" : "gray", passes ? "passed through" : "colored");
        if (passes != _passing)
            kit.Metrics.Passing.Set(passes ? 1 : 0);
        _passing = passes;
        return passes;
    }
}
