using System.Globalization;
using System.Threading.Channels;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Decode;

/// <summary>
/// Reads a film through a child of ffmpeg's that writes the luma plane as NUT: exact to the bit at 8 to 16 bits, with
/// the container's own timestamps, and apart from this process should the decoder crash.
/// </summary>
/// <param name="facts">The film, as probed.</param>
/// <param name="options">How it is read.</param>
public sealed class FfmpegFileSource(MediaFacts facts, DecodeOptions options) : IFrameSource
{
    // Seeking lands on a key frame somewhere before; decoding from this much earlier costs little and is safe.
    private static readonly TimeSpan SeekMargin = TimeSpan.FromSeconds(10);
    private TimeBase _timeBase;

    /// <inheritdoc />
    public TimeBase TimeBase => _timeBase;

    /// <summary>The film, as probed.</summary>
    public MediaFacts Facts => facts;

    /// <summary>
    /// The options with which a run that ended in the given way has to be started anew, or null where that would not help.
    /// Damage is among them: several threads conceal it in another way each time (measured), a single one does not.
    /// </summary>
    public DecodeOptions? Remedy(SourceOutcome outcome) => outcome.End switch
    {
        SourceEnd.LayoutChanged when !options.ScaleToFirstSize => options with { ScaleToFirstSize = true },
        SourceEnd.Damaged when options.Threads != 1 => options with { Threads = 1 },
        SourceEnd.TimestampsBroken when !options.MendTimestamps => options with { MendTimestamps = true },
        _ => null,
    };

    /// <inheritdoc />
    public async Task<SourceOutcome> RunAsync(FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        await using var child = FfmpegChild.Start("ffmpeg", Arguments());
        child.Input.Close();
        var run = new FileSourceRun(facts, options, child, pool, frames);
        var end = await run.ReadAsync(timeBase => _timeBase = timeBase, cancellationToken);
        var outcome = await run.OutcomeAsync(end, cancellationToken);
        return outcome.End == SourceEnd.Damaged && await IsJustCutAsync(child.Log, cancellationToken)
            ? new SourceOutcome(SourceEnd.EndOfStream, null, outcome.Complaints)
            : outcome;
    }

    // A cut at an open group begins with pictures that refer to what is not there any more: no player shows them. Where the
    // decoder said all that it had to say before its first picture came out, every picture that is shown is sound.
    private async Task<bool> IsJustCutAsync(ComplaintLog log, CancellationToken cancellationToken)
    {
        if (log.Count != log.MissingReferences)
            return false;
        await using var head = FfmpegChild.Start("ffmpeg", [.. InputArguments(threads: 1), "-frames:v", "1", "-fps_mode", "passthrough", "-f", "null", "-"]);
        head.Input.Close();
        return await head.WaitAsync(cancellationToken) == 0 && head.Log.Count == log.Count;
    }

    internal IEnumerable<string> Arguments()
    {
        // The encoder needs ten times as much. Measured on two processors: the three that ffmpeg chooses take 3 to 8 % more CPU
        // than one, and no less time.
        var words = InputArguments(options.Threads > 0 ? options.Threads : Math.Max(1, Environment.ProcessorCount / 2));
        words.AddRange(["-autoscale", options.ScaleToFirstSize ? "1" : "0", "-vf", LumaFilter.For(facts.Video, options)]);
        words.AddRange(["-fps_mode", "passthrough", "-enc_time_base", "-1", "-c:v", "rawvideo", "-f", "nut", "pipe:1"]);
        return words;
    }

    private List<string> InputArguments(int threads)
    {
        var words = new List<string> { "-nostdin", "-hide_banner", "-loglevel", "repeat+level+warning" };
        if (!options.MendTimestamps)
            words.Add("-copyts");
        words.AddRange(["-threads", threads.ToString(CultureInfo.InvariantCulture)]);
        // In frames that others refer to its absence would add up: it moved embeddings by up to 30 %, and scenes with them.
        if (options.IsThin && ThinLuma.Halvings(facts.Video.Height) > 0)
            words.AddRange(["-skip_loop_filter", "noref"]);
        if (SeekSeconds() is { } seek)
            words.AddRange(["-noaccurate_seek", "-ss", seek.ToString("F3", CultureInfo.InvariantCulture)]);
        words.AddRange(["-noautorotate", "-i", FfmpegTools.FileArgument(facts.Path), "-map", $"0:{facts.Video.StreamIndex}"]);
        return words;
    }

    private double? SeekSeconds()
    {
        // Only where an index makes seeking exact; everything else is read from its beginning.
        var isIndexed = facts.Container.StartsWith("mov", StringComparison.Ordinal)
            || facts.Container.StartsWith("matroska", StringComparison.Ordinal);
        var from = options.From - SeekMargin;
        return isIndexed && !options.MendTimestamps && from > TimeSpan.Zero ? from.Value.TotalSeconds : null;
    }
}
