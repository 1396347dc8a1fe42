using System.Threading.Channels;
using OpenCvSharp;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Media.Decode;

/// <summary>
/// Reads a film through OpenCV's VideoCapture. It hands out 8-bit BGR, from which luma is computed back: near the decoded
/// one, never the same, so reports must not call it identical. Timestamps are milliseconds as OpenCV tells them, moved to
/// the film's start; where it tells none (the last frames of a stream with B-frames) one step of the nominal rate is added.
/// </summary>
/// <param name="facts">The film, as probed.</param>
/// <param name="options">How it is read; it cannot deinterlace, and always scales to the first size.</param>
public sealed class OpenCvFileSource(MediaFacts facts, DecodeOptions options) : IFrameSource
{
    private const int TicksPerSecond = 1_000_000;
    private readonly byte[] _levels = Levels(facts.Video.Color.FullRange);

    /// <inheritdoc />
    public TimeBase TimeBase => new(1, TicksPerSecond);

    /// <inheritdoc />
    /// <exception cref="ColorizerException">OpenCV cannot open the film, or deinterlacing was asked for.</exception>
    public Task<SourceOutcome> RunAsync(FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        if (options.Deinterlace)
        {
            throw new ColorizerException(ExitCode.Usage,
                "--deinterlace is not possible with --decoder opencv: choose --decoder ffmpeg.");
        }

        return Task.Run(() => ReadAsync(pool, frames, cancellationToken), cancellationToken);
    }

    private async Task<SourceOutcome> ReadAsync(FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        using var capture = new VideoCapture(facts.Path, VideoCaptureAPIs.FFMPEG);
        if (!capture.IsOpened())
        {
            throw new ColorizerException(ExitCode.Failed,
                $"OpenCV cannot open '{facts.Path}' ({facts.Video.Codec} in {facts.Container}): choose --decoder ffmpeg.");
        }

        capture.Set(VideoCaptureProperties.OrientationAuto, 0);
        using var picture = new Mat();
        using var gray = new Mat();
        var clock = new Clock(facts);
        var (read, delivered) = (0L, 0L);
        var (first, end) = Range();
        while (capture.Read(picture) && !picture.Empty())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pts = clock.Next(capture.Get(VideoCaptureProperties.PosMsec));
            read++;
            if (pts >= end)
                return new SourceOutcome(SourceEnd.EndOfStream);
            if (pts < first)
                continue;
            var layout = new PlaneLayout(picture.Width, picture.Height, 8, options.Chroma);
            var frame = await pool.RentAsync(layout, delivered, pts, cancellationToken);
            try
            {
                Fill(picture, gray, frame);
                await frames.WriteAsync(frame, cancellationToken);
            }
            catch
            {
                frame.Dispose();
                throw;
            }

            delivered++;
        }

        return Outcome(read, delivered);
    }

    private SourceOutcome Outcome(long read, long delivered)
    {
        if (delivered == 0)
        {
            return new SourceOutcome(SourceEnd.Failed,
                $"OpenCV delivered no frame of '{facts.Path}': choose --decoder ffmpeg, which says more and gets farther.");
        }

        return facts.Video.FrameCount is { } promised && read < promised && options.To is null
            ? new SourceOutcome(SourceEnd.Damaged,
                $"OpenCV delivered {read} of the {promised} frames that '{facts.Path}' promises: "
                + "--decoder ffmpeg gets farther through damage.")
            : new SourceOutcome(SourceEnd.EndOfStream);
    }

    private (long First, long End) Range()
    {
        var origin = facts.StartSeconds ?? 0;
        return (
            options.From is { } from ? (long)((origin + from.TotalSeconds) * TicksPerSecond) : long.MinValue,
            options.To is { } to ? (long)((origin + to.TotalSeconds) * TicksPerSecond) : long.MaxValue);
    }

    private void Fill(Mat picture, Mat gray, Frame frame)
    {
        Cv2.CvtColor(picture, gray, ColorConversionCodes.BGR2GRAY);
        var luma = frame.Luma;
        var levels = _levels;
        var bytes = gray.AsSpan<byte>();
        for (var i = 0; i < luma.Length; i++)
            luma[i] = levels[bytes[i]];
    }

    private static byte[] Levels(bool fullRange)
    {
        var levels = new byte[256];
        for (var i = 0; i < levels.Length; i++)
            levels[i] = fullRange ? (byte)i : (byte)Math.Round(16 + i * 219 / 255.0);
        return levels;
    }

    private sealed class Clock(MediaFacts facts)
    {
        private readonly long _start = (long)((facts.Video.StartPts ?? 0) * (double)TicksPerSecond
            * facts.Video.TimeBase.Numerator / facts.Video.TimeBase.Denominator);

        private readonly long _step = (long)(TicksPerSecond / (facts.Video.NominalRate.IsKnown ? facts.Video.NominalRate.PerSecond : 25));
        private long? _last;

        public long Next(double milliseconds)
        {
            var pts = _start + (long)Math.Round(milliseconds * TicksPerSecond / 1000);
            if (pts <= _last)
                pts = _last.Value + _step;
            _last = pts;
            return pts;
        }
    }
}
