using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;
using StreamColorizer.Media.Containers;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Live;

/// <summary>
/// Encodes frames as H.264 through a child of ffmpeg's and lets it write them where the last arguments say. A frame that
/// is not taken in time ends the child: a receiver that stalls must not stall the feed.
/// </summary>
internal sealed class LiveEncoder : ILiveSink
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(5);
    private readonly string _name;
    private readonly FfmpegChild _child;
    private readonly NutWriter _writer;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<CodedStream> _carried;
    private readonly TimeBase _unit;
    private long? _first;

    /// <summary>Starts the encoder.</summary>
    /// <param name="name">What it writes, for sentences; without credentials.</param>
    /// <param name="encoder">How it encodes.</param>
    /// <param name="shape">The frames, and what comes beside them.</param>
    /// <param name="target">Where it writes.</param>
    /// <param name="time">Clock of the deadlines.</param>
    /// <param name="first">Timestamp that becomes zero; null for the first frame's.</param>
    public LiveEncoder(string name, EncoderConfig encoder, StreamShape shape, LiveTarget target, TimeProvider time, long? first = null)
    {
        var arguments = new LiveArguments(encoder, shape, target);
        (_name, _time, _unit, _first) = (name, time, shape.TimeBase, first);
        (_carried, Remark) = (arguments.Carried, arguments.Remark);
        _child = FfmpegChild.Start("ffmpeg", arguments.All());
        var layout = shape.Layout;
        var frames = new NutStream(0, true, RawFormat.FourCcOf(layout), shape.TimeBase, layout.Width, layout.Height);
        _writer = new NutWriter(_child.Input, [frames, .. _carried.Select((stream, i) => CodedFormat.Declare(stream, i + 1))]);
    }

    /// <inheritdoc />
    public string? Remark { get; }

    /// <summary>Frames that the child took.</summary>
    public long Written { get; private set; }

    /// <inheritdoc />
    public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
    {
        _first ??= frame.Pts;
        // A frame from before a file that began with a packet: its place is the file's begin.
        await InTimeAsync(_writer.WriteAsync(Math.Max(0, frame.Pts - _first.Value), frame.Planes, CancellationToken.None), cancellationToken);
        Written++;
    }

    /// <inheritdoc />
    public async ValueTask CarryAsync(CodedPacket packet, CancellationToken cancellationToken)
    {
        if (_first is not { } first || IdOf(packet.Stream) is not { } id)
            return;
        var unit = packet.Stream.TimeBase;
        var pts = packet.Pts - (long)Math.Round(_unit.Seconds(first) * unit.Denominator / unit.Numerator);
        if (pts >= 0)
            await InTimeAsync(_writer.WriteAsync(id, pts, packet.IsKey, packet.Bytes, CancellationToken.None), cancellationToken);
    }

    private async ValueTask InTimeAsync(ValueTask writing, CancellationToken cancellationToken)
    {
        var write = writing.AsTask();
        try
        {
            await write.WaitAsync(s_deadline, _time, cancellationToken);
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

    private int? IdOf(CodedStream stream)
    {
        for (var i = 0; i < _carried.Count; i++)
        {
            if (_carried[i] == stream)
                return i + 1;
        }

        return null;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private ColorizerException Death(int code, Exception? fault)
    {
        // What follows the reason only repeats that there is one.
        var reason = _child.Log.Lines.LastOrDefault(line => !line.StartsWith("Error initializing", StringComparison.Ordinal)
            && !line.StartsWith("Conversion failed", StringComparison.Ordinal)) ?? "it gave no reason";
        return new ColorizerException(ExitCode.Failed, $"{_name} ended with code {code} after {Written} frames: {reason.TrimEnd('.')}.", fault);
    }
}
