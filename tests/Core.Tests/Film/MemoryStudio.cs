using System.Threading.Channels;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Film;

/// <summary>A film of simple patterns at 1 frame a second; encoders write frames as they are, joining is concatenation.</summary>
internal sealed class MemoryStudio(int frames, Func<long, (int Pattern, int Level)> picture) : IFilmStudio
{
    private int _encoded;

    /// <summary>Number of the frame (counted over all encoders) at which an encoder dies; -1: none.</summary>
    public int DieAt { get; init; } = -1;

    /// <summary>Called before each decoded frame.</summary>
    public Func<long, CancellationToken, Task>? Before { get; init; }

    public PlaneLayout Layout => new(64, 48, 8, ChromaSampling.Yuv420);

    public string SegmentExtension => ".raw";

    public string OutputExtension => ".film";

    public List<string> Opened { get; } = [];

    public IFrameSource OpenSource() => new Source(this, frames, picture);

    public bool Adapt(SourceOutcome outcome) => false;

    public IFrameSink OpenEncoder(string path, PlaneLayout layout, TimeBase timeBase)
    {
        Opened.Add(Path.GetFileName(path));
        return new Encoder(this, File.Create(path));
    }

    public void KeepMoment(Frame frame, string beforePath, string afterPath)
    {
        File.WriteAllBytes(beforePath, frame.Luma.ToArray());
        File.WriteAllBytes(afterPath, frame.Planes.ToArray());
    }

    public async Task<IReadOnlyList<string>> JoinAsync(
        FilmPlan plan, IReadOnlyList<string> segments, string output, CancellationToken cancellationToken)
    {
        await using var joined = File.Create(output);
        foreach (var segment in segments)
            await joined.WriteAsync(await File.ReadAllBytesAsync(segment, cancellationToken), cancellationToken);
        return [];
    }

    private sealed class Source(MemoryStudio studio, int frames, Func<long, (int Pattern, int Level)> picture) : IFrameSource
    {
        public TimeBase TimeBase => new(1, 1000);

        public async Task<SourceOutcome> RunAsync(
            FramePool pool, ChannelWriter<Frame> channel, CancellationToken cancellationToken)
        {
            for (var index = 0L; index < frames; index++)
            {
                if (studio.Before is not null)
                    await studio.Before(index, cancellationToken);
                var frame = await pool.RentAsync(studio.Layout, index, 1000 * index + 7, cancellationToken);
                try
                {
                    Fill(frame.Luma, studio.Layout.Width, picture(index));
                    await channel.WriteAsync(frame, cancellationToken);
                }
                catch
                {
                    frame.Dispose();
                    throw;
                }
            }

            return new SourceOutcome(SourceEnd.EndOfStream);
        }

        private static void Fill(Span<byte> luma, int width, (int Pattern, int Level) picture)
        {
            for (var i = 0; i < luma.Length; i++)
            {
                var (x, y) = (i % width, i / width);
                var value = picture.Pattern switch { 0 => 3 * x, 1 => 240 - 4 * y, _ => (x / 16 + y / 16) % 2 * 160 };
                luma[i] = (byte)Math.Clamp(value + picture.Level, 16, 235);
            }
        }
    }

    private sealed class Encoder(MemoryStudio studio, FileStream file) : IFrameSink
    {
        public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
        {
            if (studio._encoded++ == studio.DieAt)
                throw new IOException("The encoder died.");
            await file.WriteAsync(BitConverter.GetBytes(frame.Pts), cancellationToken);
            await file.WriteAsync(frame.Planes, cancellationToken);
        }

        public Task CompleteAsync(CancellationToken cancellationToken) => file.FlushAsync(cancellationToken);

        public ValueTask DisposeAsync() => file.DisposeAsync();
    }
}
