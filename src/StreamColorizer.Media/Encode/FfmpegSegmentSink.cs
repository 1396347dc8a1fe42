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
    private readonly EncoderWatch _watch;
    private readonly Task<(string Path, string Fault)?> _telling;
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
        // Measured: SVT-AV1 never ends where ffmpeg cannot open its first file.
        File.Create(SegmentArguments.Made(run, 0)).Dispose();
        _child = FfmpegChild.Start("ffmpeg", SegmentArguments.For(run, plan), SegmentArguments.FolderOf(run));
        _watch = new EncoderWatch(_child, deadline ?? TimeSpan.FromMinutes(2), time ?? TimeProvider.System);
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
        _watch.BeginFrame();
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
            _watch.EndFrame();
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

        _watch.BeginEnd();
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

    private async Task<ColorizerException> DeathAsync(IOException? fault)
    {
        var code = await _child.WaitAsync(CancellationToken.None);
        var place = _run.PlaceAt(_written);
        var (path, frames) = (_run.Files[place], _written - _run.BeginOf(place));
        return _watch.Fault(path, frames, fault) ?? EncoderFaults.Death(path, frames, code, _child.Log.LastLine, fault);
    }
}
