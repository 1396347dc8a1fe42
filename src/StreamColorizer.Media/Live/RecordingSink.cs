using System.Globalization;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Live;

/// <summary>
/// Files of a fixed length, named by UTC: <c>2026-11-21/14-30-00.mp4</c>. A file is fragmented each second, so that one
/// that breaks off is playable, and has the ending <c>.part</c> until it is finished.
/// </summary>
internal sealed class RecordingSink : IFrameSink
{
    private const string Part = ".part";
    private readonly FeedConfig _feed;
    private readonly SinkConfig _sink;
    private readonly StreamShape _shape;
    private readonly TimeProvider _time;
    private readonly RecordingMetrics _metrics;
    private LiveEncoder? _encoder;
    private string _path = "";
    private long _begun;
    private Task _finishing = Task.CompletedTask;

    public RecordingSink(FeedConfig feed, SinkConfig sink, StreamShape shape, TimeProvider time)
    {
        (_feed, _sink, _shape, _time) = (feed, sink, shape, time);
        _metrics = RecordingMetrics.For(feed.Name);
        Recover(sink.Folder);
    }

    public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
    {
        if (_encoder is not null && _shape.TimeBase.Seconds(frame.Pts - _begun) >= _sink.Segment.TotalSeconds)
        {
            await _finishing;
            (_finishing, _encoder) = (FinishAsync(_encoder, _path, CancellationToken.None), null);
        }

        _encoder ??= Begin(frame.Pts);
        await _encoder.WriteAsync(frame, cancellationToken);
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _finishing;
        if (_encoder is { } encoder)
            await FinishAsync(encoder, _path, cancellationToken);
        _encoder = null;
    }

    public async ValueTask DisposeAsync()
    {
        await _finishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_encoder is null)
            return;
        await _encoder.DisposeAsync();
        _encoder = null;
        // Broken off: what is in it is playable all the same.
        RecordingFolder.Finish(_path + Part, _path);
    }

    private LiveEncoder Begin(long pts)
    {
        Sweep();
        var name = _time.GetUtcNow().ToString("yyyy-MM-dd'/'HH-mm-ss", CultureInfo.InvariantCulture);
        _path = RecordingFolder.Free(Path.Combine(_sink.Folder, name));
        _begun = pts;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ColorizerException(
                ExitCode.TryAgain, $"The folder of recordings '{_sink.Folder}' cannot be written ({fault.Message.TrimEnd('.')}): check disk and permissions.", fault);
        }

        return new LiveEncoder($"The recording '{_path}'", _feed.Encoder, _shape,
        [
            "-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-frag_duration", "1000000",
            "-f", "mp4", FfmpegTools.FileArgument(_path + Part),
        ], _time);
    }

    private async Task FinishAsync(LiveEncoder encoder, string path, CancellationToken cancellationToken)
    {
        try
        {
            await encoder.CompleteAsync(cancellationToken);
        }
        finally
        {
            await encoder.DisposeAsync();
            RecordingFolder.Finish(path + Part, path);
            _metrics.Finished(path, _time.GetUtcNow());
        }
    }

    private static void Recover(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var left in Directory.GetFiles(folder, "*" + Part, SearchOption.AllDirectories))
            RecordingFolder.Finish(left, left[..^Part.Length]);
    }

    private void Sweep()
    {
        foreach (var file in RetentionPolicy.Choose(RecordingFolder.List(_sink.Folder), _time.GetUtcNow(), RecordingFolder.FreeBytes(_sink.Folder), _sink))
            RecordingFolder.Delete(file.Path);
        _metrics.Free(RecordingFolder.FreeBytes(_sink.Folder));
    }
}
