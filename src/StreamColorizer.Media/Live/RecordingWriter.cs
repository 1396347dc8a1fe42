using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Live;

/// <summary>
/// One recording while it is written, and the camera's own picture beside it where that is kept. Files have the
/// ending <c>.part</c> until they are finished.
/// </summary>
internal sealed class RecordingWriter : IAsyncDisposable
{
    /// <summary>Ending of files that are being written.</summary>
    public const string Part = ".part";

    private readonly string[] _paths;
    private readonly LiveEncoder _encoder;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Its final path; its folder exists.</param>
    /// <param name="format">What kind of file it is.</param>
    /// <param name="begun">Timestamp of its begin.</param>
    /// <param name="encoder">How it is encoded.</param>
    /// <param name="shape">The frames, and what comes beside them.</param>
    /// <param name="time">Clock of the deadlines.</param>
    public RecordingWriter(string path, RecordingFormat format, long begun, EncoderConfig encoder, StreamShape shape, TimeProvider time)
    {
        Begun = begun;
        var original = shape.Original is null ? null : RecordingFolder.OriginalOf(path);
        _paths = original is null ? [path] : [path, original];
        var target = new LiveTarget(format.Container, [.. format.Arguments, Place(path)])
        {
            Original = original is null ? null : [.. format.Arguments, Place(original)],
        };
        _encoder = new LiveEncoder($"The recording '{path}'", encoder, shape, target, time, begun);
    }

    /// <summary>Timestamp of its begin.</summary>
    public long Begun { get; }

    /// <summary>Writes one frame.</summary>
    public ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken) => _encoder.WriteAsync(frame, cancellationToken);

    /// <summary>Writes one packet.</summary>
    public ValueTask CarryAsync(CodedPacket packet, CancellationToken cancellationToken) => _encoder.CarryAsync(packet, cancellationToken);

    /// <summary>Finishes it and gives it its final name.</summary>
    public async Task FinishAsync(RecordingMetrics metrics, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await _encoder.CompleteAsync(cancellationToken);
        }
        finally
        {
            await DisposeAsync();
            foreach (var path in _paths)
                metrics.Finished(path, time.GetUtcNow());
        }
    }

    /// <summary>Breaks it off, where it was not finished: what is in it is playable all the same.</summary>
    public async ValueTask DisposeAsync()
    {
        await _encoder.DisposeAsync();
        foreach (var path in _paths)
            RecordingFolder.Finish(path + Part, path);
    }

    private static string Place(string path) => FfmpegTools.FileArgument(path + Part);
}
