using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Containers;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Decode;

/// <summary>One run over a film: reads the child's NUT and keeps to the range asked for.</summary>
internal sealed class FileSourceRun(
    MediaFacts facts, DecodeOptions options, FfmpegChild child, FramePool pool, ChannelWriter<Frame> frames)
{
    /// <summary>Steps of a tick in a row that tell of a clock that jumped back.</summary>
    public const int BrokenSteps = 3;

    private long _offset;
    private long _first;
    private long _last;
    private long _end;
    private long _read;
    private long _delivered;
    private int _tinySteps;
    private long _tinyStep;
    private PlaneLayout _layout;

    /// <summary>Reads to the end and returns what kind of end it was, or null where the child's exit has to tell.</summary>
    public async Task<SourceEnd?> ReadAsync(Action<TimeBase> begin, CancellationToken cancellationToken)
    {
        await using var pipe = ChildPipe.Over(child.Output);
        var reader = new NutReader(pipe);
        try
        {
            while (await reader.ReadHeadAsync(cancellationToken) is { } packet)
            {
                if (_read == 0)
                    Begin(reader.Streams[packet.StreamId], packet.Pts, begin);
                if (packet.Size != _layout.LumaBytes)
                    return SourceEnd.LayoutChanged;
                if (AreTimestampsBroken(packet.Pts))
                    return SourceEnd.TimestampsBroken;
                _read++;
                if (packet.Pts + _offset >= _end)
                    return SourceEnd.EndOfStream;
                if (packet.Pts + _offset < _first)
                    await reader.SkipPayloadAsync(packet.Size, cancellationToken);
                else
                    await DeliverAsync(reader, packet.Pts + _offset, cancellationToken);
            }
        }
        catch (Exception fault) when (fault is EndOfStreamException or InvalidDataException)
        {
            // The child died in the middle of a frame: its exit code says so as well.
            return null;
        }

        return null;
    }

    /// <summary>Awaits the child and says how the run ended.</summary>
    public async Task<SourceOutcome> OutcomeAsync(SourceEnd? end, CancellationToken cancellationToken)
    {
        if (end is not null)
            child.Kill();
        var code = await child.WaitAsync(cancellationToken);
        return new FileSourceEnd(facts, options, child.Log, _read, _delivered).Outcome(end, code);
    }

    private void Begin(NutStream stream, long firstPts, Action<TimeBase> begin)
    {
        var depth = RawFormat.GrayDepth(stream.FourCc) ?? throw new ColorizerException(
            ExitCode.Failed, $"The decoder delivers an unknown raw format for '{facts.Path}' ({facts.Video.PixelFormat}).");
        _layout = new PlaneLayout(stream.Width, stream.Height, depth, options.Chroma);
        begin(stream.TimeBase);
        var start = facts.Video.TimeBase.Convert(facts.Video.StartPts ?? 0, stream.TimeBase);
        // Mended timestamps begin at zero, negative ones were moved there: both go back to where the film has them.
        _offset = options.MendTimestamps ? start - firstPts : Math.Min(start, 0);
        var origin = facts.StartSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        _first = options.From is { } from ? Ticks(origin + from, stream.TimeBase) : long.MinValue;
        _end = options.To is { } to ? Ticks(origin + to, stream.TimeBase) : long.MaxValue;
        _tinyStep = Math.Max(1, facts.Video.TimeBase.Convert(1, stream.TimeBase));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask DeliverAsync(NutReader reader, long pts, CancellationToken cancellationToken)
    {
        var frame = await pool.RentAsync(_layout, _delivered, pts, cancellationToken);
        try
        {
            await reader.ReadPayloadAsync(frame.LumaMemory, cancellationToken);
            await frames.WriteAsync(frame, cancellationToken);
        }
        catch
        {
            frame.Dispose();
            throw;
        }

        _delivered++;
    }

    private bool AreTimestampsBroken(long pts)
    {
        // ffmpeg's answer to a clock that jumps back is one tick more each time; true films never step so little.
        var step = pts - _last;
        _last = pts;
        var rate = facts.Video.NominalRate.PerSecond;
        var isTickTiny = rate <= 0 || facts.Video.TimeBase.Seconds(1) * rate < 0.1;
        _tinySteps = _read > 0 && isTickTiny && step <= _tinyStep ? _tinySteps + 1 : 0;
        return _tinySteps >= BrokenSteps && !options.MendTimestamps;
    }

    private static long Ticks(TimeSpan time, TimeBase unit) =>
        (long)((Int128)time.Ticks * unit.Denominator / ((Int128)unit.Numerator * TimeSpan.TicksPerSecond));
}
