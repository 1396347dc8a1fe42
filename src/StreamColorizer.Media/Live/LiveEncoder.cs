using System.Globalization;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Containers;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Live;

/// <summary>
/// Encodes frames as H.264 through a child of ffmpeg's and lets it write them where the last arguments say. A frame that
/// is not taken in time ends the child: a receiver that stalls must not stall the feed.
/// </summary>
internal sealed class LiveEncoder : IFrameSink
{
    private const int LargePicture = 1_000_000;
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(5);
    private readonly string _name;
    private readonly FfmpegChild _child;
    private readonly NutWriter _writer;
    private readonly TimeProvider _time;
    private long? _first;

    /// <summary>Starts the encoder.</summary>
    /// <param name="name">What it writes, for sentences; without credentials.</param>
    /// <param name="encoder">How it encodes.</param>
    /// <param name="shape">The frames.</param>
    /// <param name="target">ffmpeg's arguments that name format and place.</param>
    /// <param name="time">Clock of the deadlines.</param>
    public LiveEncoder(string name, EncoderConfig encoder, StreamShape shape, IEnumerable<string> target, TimeProvider time)
    {
        (_name, _time) = (name, time);
        _child = FfmpegChild.Start("ffmpeg", [.. Encode(encoder, shape), .. target]);
        var layout = shape.Layout;
        _writer = new NutWriter(
            _child.Input, new NutStream(0, true, RawFormat.FourCcOf(layout), shape.TimeBase, layout.Width, layout.Height));
    }

    /// <summary>Frames that the child took.</summary>
    public long Written { get; private set; }

    /// <inheritdoc />
    public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
    {
        _first ??= frame.Pts;
        var write = _writer.WriteAsync(frame.Pts - _first.Value, frame.Planes, CancellationToken.None).AsTask();
        try
        {
            await write.WaitAsync(s_deadline, _time, cancellationToken);
            Written++;
        }
        catch (IOException fault)
        {
            throw Death(await _child.WaitAsync(CancellationToken.None), fault);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            // The frame goes back to its pool after this: nobody may read it any more.
            _child.Kill();
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (fault is OperationCanceledException)
                throw;
            throw new ColorizerException(ExitCode.Failed, $"{_name} took no frame for {s_deadline.TotalSeconds:0} s and was ended.", fault);
        }
    }

    /// <inheritdoc />
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            _child.Input.Close();
        }
        catch (IOException fault)
        {
            throw Death(await _child.WaitAsync(CancellationToken.None), fault);
        }

        if (await _child.WaitAsync(cancellationToken) is not 0 and var code)
            throw Death(code, null);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private ColorizerException Death(int code, Exception? fault) => new(
        ExitCode.Failed, $"{_name} ended with code {code} after {Written} frames: {_child.Log.LastLine?.TrimEnd('.') ?? "it gave no reason"}.", fault);

    private static IEnumerable<string> Encode(EncoderConfig encoder, StreamShape shape)
    {
        var matrix = shape.Color.Matrix switch { ColorMatrix.Bt709 => "bt709", ColorMatrix.Bt2020 => "bt2020nc", _ => "smpte170m" };
        var interval = encoder.KeyInterval.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return
        [
            "-nostats", "-hide_banner", "-loglevel", "repeat+level+warning", "-y",
            "-analyzeduration", "0", "-probesize", "32", "-fflags", "nobuffer", "-threads", "1", "-f", "nut", "-i", "pipe:0", "-map", "0:v:0",
            "-c:v", "libx264", "-preset", encoder.Preset.ToString().ToLowerInvariant(), "-tune", "zerolatency",
            "-crf", encoder.Quality.ToString(CultureInfo.InvariantCulture), "-g", "100000",
            "-force_key_frames", $"expr:gte(t,n_forced*{interval})",
            // Many feeds share the cores: one thread each, unless one alone could not keep up.
            "-threads", shape.Layout.Width * shape.Layout.Height > LargePicture ? "0" : "1",
            "-fps_mode", "passthrough", "-enc_time_base", "1:90000",
            "-color_range", shape.Color.FullRange ? "pc" : "tv", "-colorspace", matrix,
            "-metadata", $"title={shape.Title}", "-metadata", $"comment={shape.Title}",
        ];
    }
}
