using System.Globalization;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Decode;

/// <summary>Finds out how a run over a film ended, and says it.</summary>
/// <param name="facts">The film.</param>
/// <param name="options">How it was read.</param>
/// <param name="log">What the decoder complained of; it has ended.</param>
/// <param name="read">Frames that it wrote.</param>
/// <param name="delivered">Of these, frames within the range asked for.</param>
internal sealed class FileSourceEnd(MediaFacts facts, DecodeOptions options, ComplaintLog log, long read, long delivered)
{
    /// <summary>The run's outcome.</summary>
    /// <param name="end">How reading ended; null where the decoder's exit has to tell.</param>
    /// <param name="code">The decoder's exit code.</param>
    public SourceOutcome Outcome(SourceEnd? end, int code) => end switch
    {
        SourceEnd.LayoutChanged => new SourceOutcome(SourceEnd.LayoutChanged,
            $"The picture of '{facts.Path}' changes its size after frame {read - 1} (it began with "
            + $"{facts.Video.Width}x{facts.Video.Height}): what follows has to be scaled to the first size.", log.Count),
        SourceEnd.TimestampsBroken => new SourceOutcome(SourceEnd.TimestampsBroken,
            $"The clock of '{facts.Path}' jumps back at frame {read + 1 - FileSourceRun.BrokenSteps}: "
            + "its timestamps have to be mended.", log.Count),
        _ when delivered == 0 => Nothing(code),
        SourceEnd.EndOfStream when log.Count == 0 => new SourceOutcome(SourceEnd.EndOfStream),
        null when code != 0 => new SourceOutcome(SourceEnd.Failed,
            $"The decoder of '{facts.Path}' ended with code {code} after frame {delivered - 1}"
            + $" ({log.LastLine ?? "it gave no reason"}): run the command again to go on from there.", log.Count),
        _ => Damage(),
    };

    private SourceOutcome Nothing(int code)
    {
        var reason = log.LastLine ?? (code == 0 ? "the stream is empty" : $"the decoder ended with code {code}");
        return read > 0
            ? new SourceOutcome(SourceEnd.Failed,
                $"The film '{facts.Path}' has no frame between {options.From ?? TimeSpan.Zero:g} and "
                + $"{options.To?.ToString("g", CultureInfo.InvariantCulture) ?? "its end"}: choose another range.", log.Count)
            : new SourceOutcome(SourceEnd.Failed,
                $"Not one frame of '{facts.Path}' could be decoded ({reason.TrimEnd('.')}): check that the file was copied whole.",
                log.Count);
    }

    private SourceOutcome Damage()
    {
        var complaints = log.Count;
        var promised = options.From is null && options.To is null ? facts.Video.FrameCount : null;
        // A header can be odd and every frame sound. A count that is not reached is no sign by itself: AVI counts gaps.
        if (complaints == 0 || (delivered >= promised && complaints == log.CountOf(facts.Container)))
            return new SourceOutcome(SourceEnd.EndOfStream, null, complaints);
        var missing = promised > delivered ? $" of {promised} promised" : "";
        var last = log.LastLine?.Replace($"file:{facts.Path}: ", "", StringComparison.Ordinal).TrimEnd('.');
        return new SourceOutcome(SourceEnd.Damaged,
            $"The film '{facts.Path}' is damaged: {delivered} frames{missing} could be decoded, "
            + $"with {complaints} {(complaints == 1 ? "complaint" : "complaints")} by the decoder, the last: {last}.", complaints);
    }
}
