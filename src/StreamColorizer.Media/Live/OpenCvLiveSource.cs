using System.Threading.Channels;
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
    // A read that is about to end gets this long before it counts as abandoned.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);
    private readonly OpenCvReader _reader = new(feed, time);

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
    public FeedFault Fault => _reader.Fault;

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
            end.SetResult(_reader.Run(pool, frames, stop));
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
}
