using System.Threading.Channels;
using OpenCvSharp;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Media.Live;

/// <summary>Reads a source through OpenCV's VideoCapture, on the caller's thread.</summary>
/// <param name="feed">The feed.</param>
/// <param name="time">The clock.</param>
internal sealed class OpenCvReader(FeedConfig feed, TimeProvider time)
{
    // CAP_PROP_OPEN_TIMEOUT_MSEC and CAP_PROP_READ_TIMEOUT_MSEC, which OpenCvSharp 4 has no names for.
    private const int OpenTimeout = 53;
    private const int ReadTimeout = 54;

    // For the answer of a source that OpenCV could not open.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private PlaneLayout _layout;
    private long _delivered;

    /// <summary>Why it ended; valid after the run.</summary>
    public FeedFault Fault { get; private set; }

    /// <summary>Reads until the source ends.</summary>
    /// <param name="pool">Where frames come from.</param>
    /// <param name="frames">Where they go.</param>
    /// <param name="stop">Ends it before the next picture.</param>
    public SourceOutcome Run(FramePool pool, ChannelWriter<Frame> frames, CancellationToken stop)
    {
        if (feed.IsDevice && !File.Exists(feed.Source.Secret))
            return Ended(FeedFault.Unreachable, $"there is no camera at {feed.Source}: check its cable, and its name among /dev/video*.");
        using var picture = new Mat();
        using var planes = new OpenCvPicture(feed.Colorize != ColorizeMode.Always);
        var clock = new OpenCvClock(time);
        do
        {
            using var capture = Open();
            if (!capture.IsOpened())
                return NotOpened(stop);
            clock.Begin();
            var before = _delivered;
            while (capture.Read(picture) && !picture.Empty())
            {
                stop.ThrowIfCancellationRequested();
                if (Unfit(picture) is { } unfit)
                    return unfit;
                var pts = clock.Next(capture.Get(VideoCaptureProperties.PosMsec));
                Pace(clock, pts, stop);
                Deliver(picture, planes, pts, pool, frames, stop);
            }

            if (_delivered == before)
                break;
        }
        while (feed.Loop && !stop.IsCancellationRequested);
        stop.ThrowIfCancellationRequested();
        return feed.IsFile && _delivered > 0
            ? Ended(FeedFault.Ended, $"{feed.Source} ended.")
            : Ended(FeedFault.Unreachable, $"{feed.Source} gave no further picture.");
    }

    private VideoCapture Open() => feed.IsDevice
        ? new VideoCapture(feed.Source.Secret, VideoCaptureAPIs.V4L2)
        : new VideoCapture(feed.Source.Secret, VideoCaptureAPIs.FFMPEG, feed.IsFile ? [] :
        [
            OpenTimeout, (int)feed.ConnectTimeout.TotalMilliseconds, ReadTimeout, (int)feed.StallTimeout.TotalMilliseconds,
        ]);

    private SourceOutcome NotOpened(CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        if (feed.Source.Scheme.Length > 0 && RefusalProbe.AskAsync(feed.Source, either.Token).GetAwaiter().GetResult() is { } refusal)
            return Ended(FeedFault.Refused, $"{feed.Source} could not be opened: it answers {refusal}.");
        var hint = feed.IsDevice ? ": check that no other program has it, and that this user is in the group video" : "";
        return Ended(FeedFault.Unreachable, $"OpenCV could not open {feed.Source}{hint}.");
    }

    private SourceOutcome? Unfit(Mat picture)
    {
        if (picture.Width > feed.MaxWidth || picture.Height > feed.MaxHeight)
        {
            return Ended(FeedFault.TooLarge, $"the picture of {feed.Source} has {picture.Width}x{picture.Height}, but this feed takes "
                + $"{feed.MaxWidth}x{feed.MaxHeight}: raise maxWidth and maxHeight, or choose a smaller stream of the camera.");
        }

        var layout = new PlaneLayout(picture.Width, picture.Height, 8, ChromaSampling.Yuv420);
        if (_delivered > 0 && layout != _layout)
            return Ended(FeedFault.LayoutChanged, $"the picture of {feed.Source} is no longer {_layout.Width}x{_layout.Height}.");
        _layout = layout;
        return null;
    }

    // A file would come as fast as it can be read.
    private void Pace(OpenCvClock clock, long pts, CancellationToken stop)
    {
        var wait = TimeSpan.FromMicroseconds(pts) - clock.Elapsed;
        if (feed.IsFile && wait > TimeSpan.Zero)
            Task.Delay(wait, time, stop).GetAwaiter().GetResult();
    }

    private void Deliver(Mat picture, OpenCvPicture planes, long pts, FramePool pool, ChannelWriter<Frame> frames, CancellationToken stop)
    {
        var frame = pool.RentAsync(_layout, _delivered, pts, stop).AsTask().GetAwaiter().GetResult();
        try
        {
            planes.Fill(picture, frame);
            frames.WriteAsync(frame, stop).AsTask().GetAwaiter().GetResult();
        }
        catch
        {
            frame.Dispose();
            throw;
        }

        _delivered++;
    }

    private SourceOutcome Ended(FeedFault fault, string sentence)
    {
        Fault = fault;
        return new SourceOutcome(fault == FeedFault.Ended ? SourceEnd.EndOfStream : SourceEnd.Failed, sentence);
    }
}
