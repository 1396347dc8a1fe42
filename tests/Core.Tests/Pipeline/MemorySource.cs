using System.Threading.Channels;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Pipeline;

/// <summary>Frames of columns that are one gray level and twelve above it in turn; pts is 40 × index + 7.</summary>
public sealed class MemorySource(long count, Func<long, byte> level) : IFrameSource
{
    public TimeBase TimeBase => new(1, 1000);

    public Func<long, PlaneLayout> Layout { get; init; } = static _ => new PlaneLayout(64, 48, 8, ChromaSampling.Yuv420);

    public Func<long, CancellationToken, Task>? Before { get; init; }

    public SourceOutcome Outcome { get; init; } = new(SourceEnd.EndOfStream);

    public async Task<SourceOutcome> RunAsync(
        FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        for (var index = 0L; index < count; index++)
        {
            if (Before is not null)
                await Before(index, cancellationToken);
            var frame = await pool.RentAsync(Layout(index), index, 40 * index + 7, cancellationToken);
            try
            {
                Fill(frame.Luma, level(index));
                await frames.WriteAsync(frame, cancellationToken);
            }
            catch
            {
                frame.Dispose();
                throw;
            }
        }

        return Outcome;
    }

    public static bool IsFilled(ReadOnlySpan<byte> luma, byte level)
    {
        for (var i = 0; i < luma.Length; i++)
        {
            if (luma[i] != level + (i & 32) / 32 * 60)
                return false;
        }

        return true;
    }

    private static void Fill(Span<byte> luma, byte level)
    {
        for (var i = 0; i < luma.Length; i++)
            luma[i] = (byte)(level + (i & 32) / 32 * 60);
    }
}
