using System.Runtime.CompilerServices;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Containers;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Encode;

/// <summary>
/// Encodes the frames of one segment through a child of ffmpeg's that is fed with NUT. The file is NUT as well: it keeps
/// every timestamp in the source's own unit. Timestamps in it are counted from the segment's first frame.
/// </summary>
public sealed class FfmpegSegmentSink : IFrameSink
{
    /// <summary>Extension of segment files, with its dot.</summary>
    public const string Extension = ".nut";

    private readonly string _path;
    private readonly FfmpegChild _child;
    private readonly Stream _pipe;
    private readonly NutWriter _writer;
    private readonly TimeSpan _deadline;
    private readonly ITimer _watch;
    private volatile bool _isOverdue;
    private long? _firstPts;
    private long _written;

    /// <summary>Starts the encoder.</summary>
    /// <param name="path">The file to write; overwritten.</param>
    /// <param name="layout">Geometry of the frames.</param>
    /// <param name="timeBase">Unit of their timestamps.</param>
    /// <param name="video">The film's picture: sample aspect ratio.</param>
    /// <param name="plan">What the encoder is told.</param>
    /// <param name="time">Clock of the deadlines.</param>
    /// <param name="deadline">Longest time that one frame may take; null is two minutes.</param>
    /// <exception cref="ColorizerException">ffmpeg is not installed.</exception>
    public FfmpegSegmentSink(
        string path, PlaneLayout layout, TimeBase timeBase, VideoFacts video, EncodePlan plan,
        TimeProvider? time = null, TimeSpan? deadline = null)
    {
        _path = path;
        _deadline = deadline ?? TimeSpan.FromMinutes(2);
        _child = FfmpegChild.Start("ffmpeg", Arguments(path, plan));
        _watch = (time ?? TimeProvider.System).CreateTimer(
            static sink => ((FfmpegSegmentSink)sink!).EndHanging(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var stream = new NutStream(
            0, true, RawFormat.FourCcOf(layout), timeBase, layout.Width, layout.Height, video.SampleWidth, video.SampleHeight);
        _pipe = ChildPipe.Over(_child.Input);
        _writer = new NutWriter(_pipe, stream);
    }

    internal int ChildId => _child.Id;

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
    {
        _firstPts ??= frame.Pts;
        _watch.Change(_deadline, Timeout.InfiniteTimeSpan);
        try
        {
            await _writer.WriteAsync(frame.Pts - _firstPts.Value, frame.Planes, cancellationToken);
        }
        catch (IOException fault)
        {
            throw await DeathAsync(fault);
        }
        finally
        {
            _watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        _written++;
    }

    /// <inheritdoc />
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _pipe.DisposeAsync();
            _child.Input.Close();
        }
        catch (IOException fault)
        {
            throw await DeathAsync(fault);
        }

        if (await _child.WaitAsync(cancellationToken) != 0)
            throw await DeathAsync(null);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        await _pipe.DisposeAsync();
        await _child.DisposeAsync();
    }

    private static string[] Arguments(string path, EncodePlan plan) =>
    [
        "-hide_banner", "-loglevel", "repeat+level+warning", "-y", "-copyts", "-f", "nut", "-i", "pipe:0", "-map", "0:v:0",
        .. plan.Arguments, "-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "nut", FfmpegTools.FileArgument(path),
    ];

    // Its death ends the write that waits for it.
    private void EndHanging()
    {
        _isOverdue = true;
        _child.Kill();
    }

    private async Task<ColorizerException> DeathAsync(IOException? fault)
    {
        var code = await _child.WaitAsync(CancellationToken.None);
        if (_isOverdue)
        {
            return new ColorizerException(ExitCode.Failed,
                $"The encoder of '{_path}' took no frame for {_deadline.TotalSeconds:0} s (frame {_written} of the segment): "
                + "it was ended; run the command again to go on from the last finished segment.", fault);
        }

        return EncoderFaults.Death(_path, _written, code, _child.Log.LastLine, fault);
    }
}
