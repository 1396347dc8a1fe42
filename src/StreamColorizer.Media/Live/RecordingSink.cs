using System.Globalization;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;

namespace StreamColorizer.Media.Live;

/// <summary>
/// Files of a fixed length, named by UTC: <c>2026-11-21/14-30-00.mp4</c>. Where the camera's own picture is kept, a file
/// begins at one of its key frames, and may therefore be longer: to twice the length at the most.
/// </summary>
internal sealed class RecordingSink : ILiveSink
{
    // Packets may come a little later than the frames of their time: they still find their file open.
    private const double Overlap = 1;

    private readonly FeedConfig _feed;
    private readonly SinkConfig _sink;
    private readonly StreamShape _shape;
    private readonly TimeProvider _time;
    private readonly RecordingMetrics _metrics;
    private readonly RecordingFormat _format;
    private readonly bool _waitsForKey;
    private RecordingWriter? _file;
    private RecordingWriter? _previous;
    private Task _finishing = Task.CompletedTask;

    public RecordingSink(FeedConfig feed, SinkConfig sink, StreamShape shape, TimeProvider time)
    {
        (_feed, _sink, _time) = (feed, sink, time);
        _metrics = RecordingMetrics.For(feed.Name);
        _format = RecordingFormat.Choose(sink.Container, shape, out var remark);
        _waitsForKey = shape.Original is { } original && CodedFormat.Holds(_format.Container, original);
        RecordingFolder.Recover(sink.Folder);
        _shape = _waitsForKey ? shape : shape with { Original = null };
        var omitted = new LiveArguments(feed.Encoder, shape, new LiveTarget(_format.Container, [])).Remark;
        Remark = remark is not null && omitted is not null ? $"{remark} It {omitted}" : remark ?? omitted;
    }

    public string? Remark { get; }

    public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
    {
        var age = _file is null ? 0 : _shape.TimeBase.Seconds(frame.Pts - _file.Begun);
        if (_file is null || age >= _sink.Segment.TotalSeconds * (_waitsForKey ? 2 : 1))
            await BeginAsync(frame.Pts);
        else if (_previous is not null && age >= Overlap)
            await FinishPreviousAsync();
        await _file!.WriteAsync(frame, cancellationToken);
    }

    public async ValueTask CarryAsync(CodedPacket packet, CancellationToken cancellationToken)
    {
        var pts = (long)Math.Round(packet.Seconds / _shape.TimeBase.Seconds(1));
        if (packet.Stream.Kind == CodedKind.Original && packet.IsKey && _waitsForKey
            && (_file is null || _shape.TimeBase.Seconds(pts - _file.Begun) >= _sink.Segment.TotalSeconds))
            await BeginAsync(pts);
        var file = _file is not null && packet.Stream.Kind == CodedKind.Sound && pts < _file.Begun ? _previous : _file;
        if (file is not null)
            await file.CarryAsync(packet, cancellationToken);
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await FinishPreviousAsync();
        await _finishing;
        if (Interlocked.Exchange(ref _file, null) is { } file)
            await file.FinishAsync(_metrics, _time, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _finishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var file in (RecordingWriter?[])[_previous, _file])
        {
            if (file is not null)
                await file.DisposeAsync();
        }

        (_previous, _file) = (null, null);
    }

    private async ValueTask BeginAsync(long pts)
    {
        await FinishPreviousAsync();
        RecordingFolder.Sweep(_sink, _metrics, _time);
        var name = _time.GetUtcNow().ToString("yyyy-MM-dd'/'HH-mm-ss", CultureInfo.InvariantCulture);
        var path = RecordingFolder.Free(Path.Combine(_sink.Folder, name), _format.Extension);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ColorizerException(
                ExitCode.TryAgain,
                $"The folder of recordings '{_sink.Folder}' cannot be written ({fault.Message.TrimEnd('.')}): check disk and permissions.", fault);
        }

        _previous = _file;
        _file = null;
        _file = new RecordingWriter(path, _format, pts, _feed.Encoder, _shape, _time);
    }

    // Without waiting: the next file takes frames already. Its own end is awaited before the one after it.
    private async Task FinishPreviousAsync()
    {
        await _finishing;
        _finishing = _previous?.FinishAsync(_metrics, _time, CancellationToken.None) ?? Task.CompletedTask;
        _previous = null;
    }
}
