using System.Threading.Channels;
using OpenCvSharp;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Media.Live;

/// <summary>
/// One connection through OpenCV's VideoCapture, within this process: for camera devices, and where ffmpeg is missing.
/// Nothing ends a read that hangs, so it works on a thread of its own, which is abandoned and counted then.
/// </summary>
/// <param name="feed">The feed.</param>
/// <param name="abandoned">Counts reads that do not come back.</param>
/// <param name="time">The clock.</param>
internal sealed class OpenCvLiveSource(FeedConfig feed, AbandonedReads abandoned, TimeProvider time) : ILiveSource
{
    // CAP_PROP_OPEN_TIMEOUT_MSEC and CAP_PROP_READ_TIMEOUT_MSEC, which OpenCvSharp 4 has no names for.
    private const int OpenTimeout = 53;
    private const int ReadTimeout = 54;

    // A read that is about to end gets this long before it counts as abandoned.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);
    private PlaneLayout _layout;
    private long _delivered;

    /// <inheritdoc />
    public string Decoder => "opencv";

    /// <inheritdoc />
    public TimeBase TimeBase => new(1, 1_000_000);

    /// <inheritdoc />
    public ColorDescription Color => OpenCvPicture.Color;

    /// <inheritdoc />
    public CodedStream? Sound => null;

    /// <inheritdoc />
    public CodedStream? Original => null;

    /// <inheritdoc />
    public FeedFault Fault { get; private set; }

    /// <inheritdoc />
    public async Task<SourceOutcome> RunAsync(FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        var end = new TaskCompletionSource<SourceOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Work(end, pool, frames, cancellationToken)) { IsBackground = true, Name = $"opencv {feed.Name}" };
        thread.Start();
        try
        {
            return await end.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAny(end.Task, Task.Delay(s_grace, time, CancellationToken.None));
            if (!end.Task.IsCompleted)
                abandoned.Add(end.Task);
            throw;
        }
    }

    private void Work(TaskCompletionSource<SourceOutcome> end, FramePool pool, ChannelWriter<Frame> frames, CancellationToken stop)
    {
        try
        {
            end.SetResult(Read(pool, frames, stop));
        }
        catch (OperationCanceledException)
        {
            end.SetCanceled(stop);
        }
        catch (Exception fault)
        {
            // The border of a thread: the fault belongs to who awaits the run.
            end.SetException(fault);
        }
    }

    private SourceOutcome Read(FramePool pool, ChannelWriter<Frame> frames, CancellationToken stop)
    {
        if (feed.IsDevice && !File.Exists(feed.Source.Secret))
            return Failed(FeedFault.Unreachable, $"there is no camera at {feed.Source}: check its cable, and its name among /dev/video*.");
        using var picture = new Mat();
        using var planes = new OpenCvPicture(feed.Colorize != ColorizeMode.Always);
        var clock = new OpenCvClock(time);
        do
        {
            using var capture = Open();
            if (!capture.IsOpened())
                return Failed(FeedFault.Unreachable, $"OpenCV could not open {feed.Source}{Hint()}.");
            clock.Begin();
            var before = _delivered;
            while (capture.Read(picture) && !picture.Empty())
            {
                stop.ThrowIfCancellationRequested();
                if (Refusal(picture) is { } refusal)
                    return refusal;
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
            ? Failed(FeedFault.Ended, $"{feed.Source} ended.")
            : Failed(FeedFault.Unreachable, $"{feed.Source} gave no further picture.");
    }

    private VideoCapture Open() => feed.IsDevice
        ? new VideoCapture(feed.Source.Secret, VideoCaptureAPIs.V4L2)
        : new VideoCapture(feed.Source.Secret, VideoCaptureAPIs.FFMPEG, feed.IsFile ? [] :
        [
            OpenTimeout, (int)feed.ConnectTimeout.TotalMilliseconds, ReadTimeout, (int)feed.StallTimeout.TotalMilliseconds,
        ]);

    private string Hint() => feed.IsDevice ? ": check that no other program has it, and that this user is in the group video" : "";

    private SourceOutcome? Refusal(Mat picture)
    {
        if (picture.Width > feed.MaxWidth || picture.Height > feed.MaxHeight)
        {
            return Failed(FeedFault.TooLarge, $"the picture of {feed.Source} has {picture.Width}x{picture.Height}, but this feed takes "
                + $"{feed.MaxWidth}x{feed.MaxHeight}: raise maxWidth and maxHeight, or choose a smaller stream of the camera.");
        }

        var layout = new PlaneLayout(picture.Width, picture.Height, 8, ChromaSampling.Yuv420);
        if (_delivered > 0 && layout != _layout)
            return Failed(FeedFault.LayoutChanged, $"the picture of {feed.Source} is no longer {_layout.Width}x{_layout.Height}.");
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

    private SourceOutcome Failed(FeedFault fault, string sentence)
    {
        Fault = fault;
        return new SourceOutcome(fault == FeedFault.Ended ? SourceEnd.EndOfStream : SourceEnd.Failed, sentence);
    }
}
