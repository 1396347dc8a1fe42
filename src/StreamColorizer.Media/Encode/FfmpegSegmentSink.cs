using System.Runtime.CompilerServices;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Containers;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Encode;

/// <summary>
/// Encodes the frames of a run of segments through one child of ffmpeg's that is fed with NUT. Each segment becomes a file
/// of NUT as well: it keeps every timestamp in the source's own unit, counted from the segment's first frame.
/// </summary>
public sealed class FfmpegSegmentSink : IFrameSink
{
    /// <summary>Extension of segment files, with its dot.</summary>
    public const string Extension = ".nut";

    private readonly SegmentRun _run;
    private readonly Func<Segment, Task> _finished;
    private readonly FfmpegChild _child;
    private readonly Stream _pipe;
    private readonly NutWriter _writer;
    private readonly TimeSpan _deadline;
    private readonly ITimer _watch;
    private readonly Task<(string Path, string Fault)?> _telling;
    private volatile bool _isOverdue;
    private volatile bool _isFinishing;
    private TimeSpan? _spent;
    private long? _firstPts;
    private int _written;

    /// <summary>Starts the encoder.</summary>
    /// <param name="run">The segments and the files to write; overwritten.</param>
    /// <param name="layout">Geometry of the frames.</param>
    /// <param name="timeBase">Unit of their timestamps.</param>
    /// <param name="video">The film's picture: sample aspect ratio.</param>
    /// <param name="plan">What the encoder is told.</param>
    /// <param name="finished">Called when a segment's file is whole, in order and one at a time.</param>
    /// <param name="time">Clock of the deadlines.</param>
    /// <param name="deadline">
    /// Longest time that one frame may take, and that the child may stand still at its end; null is two minutes.
    /// </param>
    /// <exception cref="ColorizerException">ffmpeg is not installed.</exception>
    /// <exception cref="IOException">The first file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The first file may not be made.</exception>
    public FfmpegSegmentSink(
        SegmentRun run, PlaneLayout layout, TimeBase timeBase, VideoFacts video, EncodePlan plan,
        Func<Segment, Task> finished, TimeProvider? time = null, TimeSpan? deadline = null)
    {
        (_run, _finished) = (run, finished);
        _deadline = deadline ?? TimeSpan.FromMinutes(2);
        // Measured: SVT-AV1 never ends where ffmpeg cannot open its first file.
        File.Create(SegmentArguments.Made(run, 0)).Dispose();
        _child = FfmpegChild.Start("ffmpeg", SegmentArguments.For(run, plan), SegmentArguments.FolderOf(run));
        _watch = (time ?? TimeProvider.System).CreateTimer(
            static sink => ((FfmpegSegmentSink)sink!).EndHanging(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var stream = new NutStream(
            0, true, RawFormat.FourCcOf(layout), timeBase, layout.Width, layout.Height, video.SampleWidth, video.SampleHeight);
        _pipe = ChildPipe.Over(_child.Input);
        _writer = new NutWriter(_pipe, stream);
        _telling = TellAsync();
    }

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
    {
        if (_telling.IsCompleted)
        {
            // The child is gone, or a segment is not what it has to be; which of them, its end tells.
            await CompleteAsync(cancellationToken);
            throw await DeathAsync(null);
        }

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

        Volatile.Write(ref _written, _written + 1);
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

        (_isFinishing, _spent) = (true, _child.ProcessorTime);
        _watch.Change(_deadline, Timeout.InfiniteTimeSpan);
        if (await _child.WaitAsync(cancellationToken) != 0)
            throw await DeathAsync(null);
        if (await _telling is var (path, wrong))
            throw EncoderFaults.Wrong(path, wrong, _child.Log.LastLine);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        await _pipe.DisposeAsync();
        _child.Kill();
        // What the child finished before is taken all the same.
        await ((Task)_telling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _child.DisposeAsync();
    }

    // The child says a line when it has written a segment's file. The first one that is wrong comes back.
    private async Task<(string Path, string Fault)?> TellAsync()
    {
        using var lines = new StreamReader(_child.Output, leaveOpen: true);
        for (var place = 0; await lines.ReadLineAsync() is not null; place++)
        {
            // The input ended within this one.
            if (Volatile.Read(ref _written) < _run.EndOf(place))
                break;
            var (segment, made) = (_run.Segments[place], SegmentArguments.Made(_run, place));
            if (await SegmentFile.FaultAsync(made, segment.FrameCount) is { } fault)
                return (_run.Files[place], fault);
            File.Move(made, _run.Files[place], overwrite: true);
            await _finished(segment);
        }

        return null;
    }

    // Its death ends the write, or the wait for its end. What it still holds may take long: then only one that no longer
    // computes hangs (seen of SVT-AV1).
    private void EndHanging()
    {
        if (_isFinishing && _child.ProcessorTime is { } spent && spent != _spent)
        {
            _spent = spent;
            _watch.Change(_deadline, Timeout.InfiniteTimeSpan);
            return;
        }

        _isOverdue = true;
        _child.Kill();
    }

    private async Task<ColorizerException> DeathAsync(IOException? fault)
    {
        var code = await _child.WaitAsync(CancellationToken.None);
        var place = 0;
        while (place < _run.Segments.Count - 1 && _run.EndOf(place) <= _written)
            place++;
        var (path, frames) = (_run.Files[place], _written - (_run.EndOf(place) - _run.Segments[place].FrameCount));
        if (_isOverdue)
        {
            return new ColorizerException(ExitCode.Failed,
                $"The encoder of '{path}' {(_isFinishing ? "stood still" : "took no frame")} for {_deadline.TotalSeconds:0} s "
                + $"(frame {frames} of the segment): it was ended; run the command again to go on from the last finished segment.", fault);
        }

        return EncoderFaults.Death(path, frames, code, _child.Log.LastLine, fault);
    }
}
